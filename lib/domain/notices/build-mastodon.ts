import { codePointLength } from "./build-form-text";
import { hostOf, jsonFile } from "./json-file";
import type { NoticeFile, NoticeInput } from "./notice-input";
import { shortText } from "./short-texts";

const mostComment = 1000;

export interface MastodonReport {
  /** The profile's address: the server that takes the report knows the account by a number of its own, looked up when it is sent. */
  readonly account: string;
  /** A violation names the server's own rules by number, which nobody knows here: without one it is "other", as the server has it. */
  readonly category: "spam" | "legal" | "violation" | "other";
  readonly comment: string;
  readonly forward: boolean;
}

/** The reports of a notice to a Mastodon server, one for each account; the comment is counted in characters, as the server does. */
export function mastodonReports(input: NoticeInput): MastodonReport[] {
  if (input.platform !== "fediverse" || input.audience !== "platform") return [];
  return input.cases.flatMap((entry) => {
    const { classification, locations } = entry;
    const comment = shortText(input, entry, (text) => codePointLength(text) <= mostComment);
    if (comment === null || hostOf(locations.profileUrl) === null) return [];
    const category =
      input.kind === "illegal_content_notice" ? "legal" : classification === "redirecting_bot" ? "spam" : "other";
    return { account: locations.profileUrl, category, comment, forward: true };
  });
}

/** Null unless every account of the notice can be reported so. */
export function buildMastodon(input: NoticeInput): NoticeFile | null {
  const reports = mastodonReports(input);
  return reports.length === input.cases.length ? jsonFile(input, "mastodon", reports) : null;
}
