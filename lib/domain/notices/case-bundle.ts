import { composeNotice, dayInWords, type NoticeText } from "./compose-notice";
import type { NoticeInput } from "./notice-input";
import type { Outcome } from "../case/vocabulary";
import type { Audience } from "./recipients";
import { wordingIn } from "./wording-in";

/** To whom a whole case is handed over. */
export const bundleAudiences = ["platform", "authority", "court", "mandate_giver"] as const;
export type BundleAudience = (typeof bundleAudiences)[number];

/** A court reads what an authority may read. */
export const readerOf = (audience: BundleAudience): Audience => (audience === "court" ? "authority" : audience);

/** A notice that was sent about the case, as the summary names it. */
export interface SentNotice {
  readonly number: number;
  readonly recipient: string;
  readonly sentOn: string | null;
  readonly outcome: Outcome | null;
}

export const bundleSchemaId = "urn:demasque:bundle:1";

export interface BundleManifest {
  readonly schema: typeof bundleSchemaId;
  readonly case: number;
  readonly audience: BundleAudience;
  readonly language: "en" | "fr";
  /** The day, in UTC. */
  readonly made_on: string;
  readonly items: readonly {
    readonly path: string;
    readonly media_type: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

const kept = new Set(["accounts", "observed", "lives", "behalf", "decision"]);

/** The case in words: what a notice says of it, and which notices were sent. It says of nobody who decided, only how many. */
export function composeSummary(input: NoticeInput, sent: readonly SentNotice[]): NoticeText {
  const wording = wordingIn(input.language);
  const words = wording.bundle;
  const text = composeNotice(input);
  const lines = sent.map((one) =>
    words.notice(
      one.number,
      one.recipient,
      one.sentOn === null ? null : dayInWords(one.sentOn, wording),
      one.outcome === null ? null : wording.outcome[one.outcome],
    ),
  );
  return {
    title: words.title(input.cases[0]?.number ?? 0, input.platformName),
    masthead: text.masthead,
    sections: [
      ...text.sections.filter((section) => kept.has(section.key)),
      {
        key: "request",
        heading: words.notices,
        blocks: [{ kind: "list", lead: null, items: lines.length > 0 ? lines : [words.noNotice] }],
      },
    ],
    closing: [wording.neutrality, words.contents],
  };
}
