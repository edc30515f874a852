import { composeNotice, instantOf } from "@/lib/domain/notices/compose-notice";
import { noticeFileName } from "@/lib/domain/notices/notice-file-name";
import type { NoticeFile, NoticeInput } from "@/lib/domain/notices/notice-input";
import { wordingIn } from "@/lib/domain/notices/wording-in";
import { printPdf, type PdfBlock } from "./pdf-document";

/** The notice as a paper: the text of all its forms, and the signed state of the log that it was prepared on. */
export function buildNoticePdf(input: NoticeInput): NoticeFile {
  const wording = wordingIn(input.language);
  const text = composeNotice(input);
  const blocks: PdfBlock[] = text.sections.flatMap(({ heading, blocks: parts }) => [
    { kind: "heading", text: heading },
    ...parts,
  ]);
  if (input.checkpoint !== null) {
    blocks.push(
      { kind: "heading", text: wording.checkpointHeading },
      { kind: "paragraph", text: wording.checkpointMeaning },
      { kind: "verbatim", text: input.checkpoint.trimEnd() },
    );
  }
  return {
    fileName: noticeFileName(input, "pdf"),
    mediaType: "application/pdf",
    bytes: printPdf({
      title: text.title,
      language: input.language,
      madeOn: instantOf(input.preparedAt),
      masthead: text.masthead,
      blocks,
      closing: text.closing,
      pageLabel: (page, pages) => wording.page(page, pages),
    }),
  };
}
