import type { Classification } from "../case/vocabulary";
import { jsonFile } from "./json-file";
import type { NoticeCase, NoticeFile, NoticeInput } from "./notice-input";
import { shortText } from "./short-texts";

const mostGraphemes = 2000;
const mostBytes = 20_000;
const did = /^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$/u;

const reasonOf: Partial<Record<Classification, string>> = {
  stolen_photo_scammer: "tools.ozone.report.defs#reasonMisleadingImpersonation",
  redirecting_bot: "tools.ozone.report.defs#reasonMisleadingBot",
  other_abuse: "tools.ozone.report.defs#reasonMisleadingOther",
};

export interface AtprotoReport {
  readonly reasonType: string;
  readonly reason: string;
  readonly subject: { readonly $type: "com.atproto.admin.defs#repoRef"; readonly did: string };
  readonly modTool: { readonly name: string; readonly meta: { readonly notice: number; readonly case: number } };
}

/** As the service counts: what a reader sees as one character, and bytes. */
export function isWithinReason(text: string): boolean {
  if (new TextEncoder().encode(text).length > mostBytes) return false;
  return [...new Intl.Segmenter().segment(text)].length <= mostGraphemes;
}

/** Why an account cannot be reported in this form, by a word of `forms.lack`; null where it can. */
export function atprotoLack(input: NoticeInput, entry: NoticeCase): "account_did" | "reason_too_long" | null {
  if (!did.test(entry.locations.stableId ?? "")) return "account_did";
  return shortText(input, entry, isWithinReason) === null ? "reason_too_long" : null;
}

/** The reports of a notice to a moderation service of the AT protocol, one for each account; an account is named by its DID. */
export function atprotoReports(input: NoticeInput): AtprotoReport[] {
  if (input.platform !== "bluesky" || input.audience !== "platform") return [];
  return input.cases.flatMap((entry) => {
    const reasonType = entry.classification === null ? undefined : reasonOf[entry.classification];
    const reason = shortText(input, entry, isWithinReason);
    if (reasonType === undefined || reason === null || atprotoLack(input, entry) !== null) return [];
    return {
      reasonType,
      reason,
      subject: { $type: "com.atproto.admin.defs#repoRef" as const, did: entry.locations.stableId ?? "" },
      modTool: { name: "demasque", meta: { notice: input.noticeNumber, case: entry.number } },
    };
  });
}

/** Null unless every account of the notice can be reported so: half a notice would look like a whole one. */
export function buildAtproto(input: NoticeInput): NoticeFile | null {
  const reports = atprotoReports(input);
  return reports.length === input.cases.length ? jsonFile(input, "atproto", reports) : null;
}
