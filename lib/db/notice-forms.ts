import "server-only";
import { createHash } from "node:crypto";
import { buildNoticePdf } from "@/lib/documents/notice-pdf";
import { withoutDraftMark } from "@/lib/domain/notices/build-eml";
import { buildSomeForms } from "@/lib/domain/notices/builders";
import { formsFingerprintText } from "@/lib/domain/notices/notice-digest";
import { noticeFormats, type NoticeFile, type NoticeFormat, type NoticeInput } from "@/lib/domain/notices/notice-input";

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

export interface BuiltForm {
  format: NoticeFormat;
  file: NoticeFile;
  sha256: string;
}

/** Made when they are asked for: the paper takes a moment, and the e-mail carries it. They say nothing that the others do not. */
export const formatsOnDemand: readonly NoticeFormat[] = ["pdf", "eml"];

const built = (input: NoticeInput, formats: readonly NoticeFormat[]): BuiltForm[] =>
  buildSomeForms(input, formats, buildNoticePdf).map((form) => ({ ...form, sha256: sha256(form.file.bytes) }));

/** What two readers of a notice saw alike: the digest of its forms but those that are made on demand from the same input. */
const fingerprintOf = (forms: readonly BuiltForm[]): string =>
  sha256(formsFingerprintText(forms.filter(({ format }) => !formatsOnDemand.includes(format))));

/** Every form of a notice with its digest, and the digest of all of them: what is frozen. */
export function buildForms(input: NoticeInput): { forms: BuiltForm[]; fingerprint: string } {
  const forms = built(input, noticeFormats);
  return { forms, fingerprint: fingerprintOf(forms) };
}

/** The same without what is made on demand: what a preview shows. */
export function buildShownForms(input: NoticeInput): { forms: BuiltForm[]; fingerprint: string } {
  const forms = built(
    input,
    noticeFormats.filter((format) => !formatsOnDemand.includes(format)),
  );
  return { forms, fingerprint: fingerprintOf(forms) };
}

export const buildForm = (input: NoticeInput, format: NoticeFormat): BuiltForm | null =>
  built(input, [format])[0] ?? null;

/** The forms of a notice that the desk mails itself: its message is no draft any more. */
export const formsOfMailed = (forms: readonly BuiltForm[]): BuiltForm[] =>
  forms.map((form) => {
    if (form.format !== "eml") return form;
    const file = withoutDraftMark(form.file);
    return { ...form, file, sha256: sha256(file.bytes) };
  });
