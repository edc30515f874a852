import type { NoticeInput } from "./notice-input";

/** Neutral on purpose: a name in a list of downloads says nothing about anyone. */
export function noticeFileName(input: Pick<NoticeInput, "noticeNumber">, extension: string): string {
  return `notice-${Math.trunc(input.noticeNumber)}.${extension}`;
}
