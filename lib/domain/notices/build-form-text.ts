import { addressFor, mayHave } from "./audience";
import {
  behalfSentences,
  decisionSentences,
  goodFaithSentences,
  groundLabels,
  lifeSentences,
  noticeTitle,
  observedBlocks,
  withPlainLineEnds,
} from "./compose-notice";
import type { ChannelField, FieldSource, NoticeFile, NoticeInput } from "./notice-input";
import { noticeFileName } from "./notice-file-name";
import { plainText } from "./plain-text";
import type { Wording } from "./wording";
import { wordingIn } from "./wording-in";

/** One box of the desk's form, filled: what its copy button copies and what its counter shows. */
export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  /** In Unicode code points, as the desks count. */
  readonly length: number;
  readonly maxLength: number | null;
  /** How many code points too many; 0 where it fits. Nothing is ever cut. */
  readonly overBy: number;
}

export function codePointLength(text: string): number {
  return [...text].length;
}

function observedSentences(input: NoticeInput, wording: Wording): string[] {
  return observedBlocks(input.cases, wording).map((block) => [block.lead, ...block.items].join(" "));
}

/** What a reader who is told of no account has to look at: each address once, and where it leads. */
function infrastructureLines(input: NoticeInput, wording: Wording): string[] {
  const shown = (address: string): string => addressFor(input.audience, address);
  return distinct(
    input.cases.flatMap(({ observables }) =>
      observables.map(({ value, leadsTo }) =>
        leadsTo === null ? shown(value) : `${shown(value)} (${wording.pair(wording.label.leads_to, shown(leadsTo))})`,
      ),
    ),
  );
}

/** All that a desk with a single box for the story has to read, without the addresses, which have their own box. */
function narrative(input: NoticeInput, wording: Wording): string {
  const lives = lifeSentences(input.cases, wording);
  return [
    withPlainLineEnds(input.explanation).trim(),
    ...observedSentences(input, wording),
    lives.length === 0 ? "" : `${wording.pair(wording.heading.lives, "")}${lives.join(" ")}`,
    behalfSentences(input.cases, wording).join(" "),
    decisionSentences(input.cases, wording).join(" "),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

function textOf(source: FieldSource, input: NoticeInput, wording: Wording): string {
  const locations = input.cases.map((entry) => entry.locations);
  switch (source) {
    case "title":
      return noticeTitle(input, wording);
    case "letter":
      return plainText(input);
    case "narrative":
      return narrative(input, wording);
    case "explanation":
      return withPlainLineEnds(input.explanation);
    case "observed":
      return observedSentences(input, wording).join("\n");
    case "handles":
      return distinct(locations.map((location) => location.handle)).join(", ");
    case "profile_urls":
      return distinct(locations.map((location) => location.profileUrl)).join("\n");
    case "content_urls":
      return distinct(locations.flatMap((location) => location.contentUrls)).join("\n");
    case "urls":
      if (!mayHave(input.audience, "accounts", false)) return infrastructureLines(input, wording).join("\n");
      return distinct(locations.flatMap((location) => [location.profileUrl, ...location.contentUrls])).join("\n");
    case "stable_ids":
      return locations
        .flatMap((location) => (location.stableId === null ? [] : wording.pair(location.handle, location.stableId)))
        .join("\n");
    case "rule":
      return withPlainLineEnds(input.ruleCited);
    case "legal_grounds":
      return groundLabels(input).join("\n");
    case "mandate":
      return behalfSentences(input.cases, wording).join("\n");
    case "good_faith":
      return goodFaithSentences(input, wording).join(" ");
    case "organisation":
      return input.notifier.organisation;
    case "signatory":
      return input.notifier.signatory;
    case "role_mailbox":
      return input.notifier.roleMailbox;
  }
}

/** The boxes of the desk's form, in its order. A desk without boxes of its own gets a subject and the whole letter. */
export function formFields(input: NoticeInput): FormField[] {
  const wording = wordingIn(input.language);
  const whole: ChannelField[] = [
    { key: "subject", label: wording.label.subject, maxLength: null, source: "title" },
    { key: "message", label: wording.label.message, maxLength: null, source: "letter" },
  ];
  const fields = input.channel.fields.length > 0 ? input.channel.fields : whole;
  return fields.map(({ key, label, maxLength, source }) => {
    const text = textOf(source, input, wording);
    const length = codePointLength(text);
    return { key, label, text, length, maxLength, overBy: maxLength === null ? 0 : Math.max(0, length - maxLength) };
  });
}

/** The same boxes as one text file. Its head says which notice it is and how many persons decided. */
export function buildFormText(input: NoticeInput): NoticeFile {
  const wording = wordingIn(input.language);
  const head = [
    noticeTitle(input, wording),
    [input.channel.recipientKind === "platform" ? input.platformName : input.channel.recipient, input.channel.name]
      .filter((part) => part !== "")
      .join(" · "),
    ...(input.channel.url === null ? [] : [input.channel.url]),
    ...decisionSentences(input.cases, wording),
  ].join("\n");
  const boxes = formFields(input).map(({ label, text, length, maxLength }) => {
    const count = maxLength === null ? String(length) : `${length} / ${maxLength}`;
    return `[${label}] (${count})\n${text}`;
  });
  return {
    fileName: noticeFileName(input, "txt"),
    mediaType: "text/plain; charset=utf-8",
    bytes: new TextEncoder().encode(`${[head, ...boxes].join("\n\n")}\n`),
  };
}
