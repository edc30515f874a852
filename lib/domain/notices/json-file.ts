import { noticeFileName } from "./notice-file-name";
import type { NoticeFile, NoticeInput } from "./notice-input";

/** One document as it is, several as a list: most programs take one. */
export function jsonFile(
  input: Pick<NoticeInput, "noticeNumber">,
  suffix: string,
  documents: readonly unknown[],
  mediaType = "application/json",
): NoticeFile | null {
  if (documents.length === 0) return null;
  const whole = documents.length === 1 ? documents[0] : documents;
  return {
    fileName: noticeFileName(input, `${suffix}.json`),
    mediaType,
    bytes: new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`),
  };
}

/** The host of an http(s) address, or null. */
export function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname : null;
}
