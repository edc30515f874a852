import { addressFor } from "./audience";
import { csvRecord } from "./csv-cells";
import { noticeFileName } from "./notice-file-name";
import type { NoticeCase, NoticeFile, NoticeInput } from "./notice-input";
import { wordingIn } from "./wording-in";

const columns = [
  "notice",
  "case",
  "platform",
  "handle",
  "platform_id",
  "what",
  "url",
  "observed",
  "rule",
  "legal_grounds",
  "on_behalf",
  "mandate",
  "decided_by",
] as const;

/** One row for each exact address, so that a desk can work through them one by one. */
export function buildCsv(input: NoticeInput): NoticeFile {
  const wording = wordingIn(input.language);
  const isArticle16 = input.kind === "illegal_content_notice";
  const rowsOf = (entry: NoticeCase): string[][] => {
    const { handle, stableId, profileUrl, contentUrls } = entry.locations;
    const places: [string, string][] = [
      ...(profileUrl === "" ? [] : [[wording.label.profile, profileUrl] as [string, string]]),
      ...contentUrls.map((url): [string, string] => [wording.label.content, url]),
      ...entry.observables.flatMap(({ kind, value, leadsTo }): [string, string][] => [
        [wording.label[kind], value],
        ...(leadsTo === null ? [] : [[wording.label.leads_to, leadsTo] as [string, string]]),
      ]),
    ];
    return places.map(([what, url]) => [
      String(input.noticeNumber),
      String(entry.number),
      input.platformName,
      handle,
      stableId ?? "",
      what,
      addressFor(input.audience, url),
      entry.confirmedSignals.map((code) => wording.fact[code]).join(" "),
      input.ruleCited,
      isArticle16 ? input.legalGrounds.join(" ") : "",
      wording.onBehalfShort[entry.onBehalf],
      entry.mandateLabel ?? "",
      wording.decidedByShort[entry.decidedBy],
    ]);
  };
  const records = [[...columns], ...input.cases.flatMap(rowsOf)].map(csvRecord);
  return {
    fileName: noticeFileName(input, "csv"),
    mediaType: "text/csv; charset=utf-8; header=present",
    // Spreadsheets read UTF-8 as such only behind a byte order mark.
    bytes: new TextEncoder().encode(`\uFEFF${records.join("")}`),
  };
}
