import { invalidInput } from "../errors";
import { addressFor, textFor } from "./audience";
import { dsaOf } from "./dsa-keywords";
import { legalGroundOf } from "./legal-grounds";
import type { NoticeCase, NoticeInput } from "./notice-input";
import type { Wording } from "./wording";
import { wordingIn } from "./wording-in";
import type { Audience } from "./recipients";

export interface NoticeFact {
  readonly label: string;
  readonly value: string;
}

export type NoticeBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly lead: string | null; readonly items: readonly string[] }
  | { readonly kind: "facts"; readonly lead: string | null; readonly lines: readonly NoticeFact[] };

export interface NoticeSection {
  readonly key: keyof Wording["heading"];
  readonly heading: string;
  readonly blocks: readonly NoticeBlock[];
}

/** A notice as a text with headings, in the desk's language; plain text, Markdown and the preview are printed from it. */
export interface NoticeText {
  readonly title: string;
  readonly masthead: readonly string[];
  readonly sections: readonly NoticeSection[];
  readonly closing: readonly string[];
}

/** Line ends become LF, whatever a browser or a file brought; nothing else of a text is changed. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/gu, "\n");
}

/** @throws DomainError `invalid_input` where the text is no instant in ISO form. */
export function instantOf(iso: string): Date {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) throw invalidInput("notice_date", { date: iso });
  return instant;
}

/** The day of an instant (UTC) or of a date, in words. */
export function dayInWords(iso: string, wording: Wording): string {
  const instant = instantOf(iso);
  return wording.day(instant.getUTCFullYear(), instant.getUTCMonth() + 1, instant.getUTCDate());
}

const paragraph = (text: string): NoticeBlock => ({ kind: "paragraph", text });

function accountsBlock(entry: NoticeCase, position: number, wording: Wording, audience: Audience): NoticeBlock {
  const { handle, stableId, profileUrl, contentUrls } = entry.locations;
  const shown = (url: string): string => addressFor(audience, url);
  const lines: NoticeFact[] = handle === "" ? [] : [{ label: wording.label.handle, value: handle }];
  if (stableId !== null) lines.push({ label: wording.label.stable_id, value: stableId });
  if (profileUrl !== "") lines.push({ label: wording.label.profile, value: shown(profileUrl) });
  for (const url of contentUrls) lines.push({ label: wording.label.content, value: shown(url) });
  for (const { kind, value, leadsTo } of entry.observables) {
    lines.push({ label: wording.label[kind], value: shown(value) });
    if (leadsTo !== null) lines.push({ label: wording.label.leads_to, value: shown(leadsTo) });
  }
  return { kind: "facts", lead: wording.accountNumber(position, entry.number), lines };
}

/** Cases that share a key, in the order in which the first of each came. */
export function groupCases(cases: readonly NoticeCase[], keyOf: (entry: NoticeCase) => string): NoticeCase[][] {
  const groups = new Map<string, NoticeCase[]>();
  for (const entry of cases) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

const insideSentence = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What was observed, said once for all accounts on which the same was observed: forty bots of one kind make one list. */
export function observedBlocks(
  cases: readonly NoticeCase[],
  wording: Wording,
): Extract<NoticeBlock, { kind: "list" }>[] {
  const observed = cases.filter((entry) => entry.confirmedSignals.length > 0);
  return groupCases(observed, (entry) => [...new Set(entry.confirmedSignals)].sort().join(" ")).map((group) => ({
    kind: "list",
    lead: wording.observedOn(
      group.map(({ locations, number }) =>
        locations.handle === "" ? insideSentence(wording.aboutCases([number])) : locations.handle,
      ),
    ),
    items: [...new Set(group[0]?.confirmedSignals ?? [])].map((code) => wording.fact[code]),
  }));
}

/** A sentence for each group of cases; the cases are named only where the notice holds several groups. */
function sentences(
  cases: readonly NoticeCase[],
  wording: Wording,
  keyOf: (entry: NoticeCase) => string,
  say: (entry: NoticeCase) => string,
): string[] {
  const groups = groupCases(cases, keyOf);
  return groups.flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const about = wording.aboutCases(group.map((entry) => entry.number));
    return [groups.length === 1 ? say(first) : wording.pair(about, say(first))];
  });
}

export function behalfSentences(cases: readonly NoticeCase[], wording: Wording): string[] {
  return sentences(
    cases,
    wording,
    (entry) => `${entry.onBehalf} ${entry.mandateLabel ?? ""}`,
    (entry) => (entry.onBehalf === "none" ? wording.noMandate : wording.mandate(entry.mandateLabel)),
  );
}

/** How many persons decided: said in every form that a notice takes. */
export function decisionSentences(cases: readonly NoticeCase[], wording: Wording): string[] {
  return sentences(
    cases,
    wording,
    (entry) => entry.decidedBy,
    (entry) => wording.decidedBy[entry.decidedBy],
  );
}

/** Earlier accounts, each once although several cases of a ring name it, oldest case first. */
export function lifeSentences(cases: readonly NoticeCase[], wording: Wording): string[] {
  const lives = new Map(cases.flatMap((entry) => entry.lives).map((life) => [life.number, life]));
  return [...lives.values()]
    .sort((a, b) => a.number - b.number)
    .map((life) =>
      wording.life(
        life.number,
        life.outcome === null ? null : wording.outcome[life.outcome],
        life.closedOn === null ? null : dayInWords(life.closedOn, wording),
      ),
    );
}

export function groundLabels(input: NoticeInput): string[] {
  return input.legalGrounds.flatMap((code) => legalGroundOf(code)?.label[input.language] ?? []);
}

export function goodFaithSentences(input: NoticeInput, wording: Wording): string[] {
  if (input.goodFaith === null) return [];
  const { confirmedAt, confirmedByRole } = input.goodFaith;
  return [
    wording.goodFaith,
    wording.goodFaithConfirmed(dayInWords(confirmedAt, wording), wording.role[confirmedByRole]),
  ];
}

export function noticeTitle(input: NoticeInput, wording: Wording): string {
  const subjects = new Set(
    input.cases.flatMap((entry) => (entry.classification === null ? [] : wording.subject[entry.classification])),
  );
  if (input.channel.recipientKind !== "platform" && input.kind === "terms_report")
    return wording.titleElsewhere(input.platformName, input.cases.length, [...subjects]);
  return wording.title(input.kind, input.platformName, input.cases.length, [...subjects]);
}

function dsaBlock(input: NoticeInput, wording: Wording): NoticeBlock {
  const { category, keywords } = dsaOf(input);
  const lines = [{ label: wording.label.category, value: category as string }];
  if (keywords.length > 0) lines.push({ label: wording.label.keywords, value: keywords.join(", ") });
  return { kind: "facts", lead: null, lines };
}

/** Builds the whole text. What is missing is left out, so that a draft can be shown; `missingElements` says what is missing. */
export function composeNotice(input: NoticeInput): NoticeText {
  const wording = wordingIn(input.language);
  const sections: NoticeSection[] = [];
  const add = (key: NoticeSection["key"], blocks: readonly NoticeBlock[]): void => {
    if (blocks.length > 0) sections.push({ key, heading: wording.heading[key], blocks });
  };
  const list = (items: readonly string[]): NoticeBlock[] =>
    items.length === 0 ? [] : [{ kind: "list", lead: null, items }];
  const isArticle16 = input.kind === "illegal_content_notice";
  const explanation = textFor(input.audience, withPlainLineEnds(input.explanation));
  const rule = textFor(input.audience, withPlainLineEnds(input.ruleCited).trim());

  add(
    "accounts",
    input.cases.map((entry, index) => accountsBlock(entry, index + 1, wording, input.audience)),
  );
  add("rule", rule === "" ? [] : [paragraph(rule)]);
  if (isArticle16) {
    add("legal_grounds", list(groundLabels(input)));
    add("dsa", [dsaBlock(input, wording)]);
  }
  add("observed", observedBlocks(input.cases, wording));
  add("explanation", explanation.trim() === "" ? [] : [paragraph(explanation)]);
  add("lives", list(lifeSentences(input.cases, wording)));
  add("behalf", behalfSentences(input.cases, wording).map(paragraph));
  add("decision", decisionSentences(input.cases, wording).map(paragraph));
  add("good_faith", goodFaithSentences(input, wording).map(paragraph));
  const isElsewhere = input.channel.recipientKind !== "platform" && input.kind === "terms_report";
  if (input.cases.length > 0)
    add("request", [paragraph(isElsewhere ? wording.requestElsewhere : wording.request[input.kind])]);

  const prepared = instantOf(input.preparedAt);
  const { organisation, signatory, roleMailbox } = input.notifier;
  return {
    title: noticeTitle(input, wording),
    masthead: [wording.masthead(organisation), wording.contact(roleMailbox)],
    sections,
    closing: [
      wording.neutrality,
      ...(signatory.trim() === "" ? [] : [wording.signature(organisation, signatory)]),
      wording.prepared(input.noticeNumber, dayInWords(input.preparedAt, wording), prepared.toISOString().slice(11, 16)),
    ],
  };
}
