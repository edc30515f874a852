import type { NoticeFile, NoticeFormat } from "./notice-input";

/** The forms of a notice as one line of text, whose digest says whether two previews were the same to the byte. */
export function formsFingerprintText(
  digests: readonly { format: NoticeFormat; file: Pick<NoticeFile, "mediaType" | "fileName">; sha256: string }[],
): string {
  return digests
    .map(({ format, file, sha256 }) => `${format}\t${file.fileName}\t${file.mediaType}\t${sha256}`)
    .join("\n");
}
