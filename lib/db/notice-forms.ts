import "server-only";
import { createHash } from "node:crypto";
import { buildNoticePdf } from "@/lib/documents/notice-pdf";
import { withoutDraftMark } from "@/lib/domain/notices/build-eml";
import { buildAllForms } from "@/lib/domain/notices/builders";
import { formsFingerprintText } from "@/lib/domain/notices/notice-digest";
import type { NoticeFile, NoticeFormat, NoticeInput } from "@/lib/domain/notices/notice-input";

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

export interface BuiltForm {
  format: NoticeFormat;
  file: NoticeFile;
  sha256: string;
}

/** Every form of a notice with its digest, and the digest of all of them: what a preview shows and what is frozen come from here. */
export function buildForms(input: NoticeInput): { forms: BuiltForm[]; fingerprint: string } {
  const forms = buildAllForms(input, buildNoticePdf).map((form) => ({
    ...form,
    sha256: sha256(form.file.bytes),
  }));
  return { forms, fingerprint: sha256(formsFingerprintText(forms)) };
}

/** The forms of a notice that the desk mails itself: its message is no draft any more. */
export const formsOfMailed = (forms: readonly BuiltForm[]): BuiltForm[] =>
  forms.map((form) => {
    if (form.format !== "eml") return form;
    const file = withoutDraftMark(form.file);
    return { ...form, file, sha256: sha256(file.bytes) };
  });
