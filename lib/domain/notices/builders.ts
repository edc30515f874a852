import { buildCsv } from "./build-csv";
import { buildEml } from "./build-eml";
import { buildFormText } from "./build-form-text";
import { buildJson } from "./build-json";
import { buildMarkdown } from "./build-markdown";
import { noticeFormats, type NoticeFile, type NoticeFormat, type NoticeInput } from "./notice-input";

export const noticeBuilders: Readonly<Record<NoticeFormat, (input: NoticeInput) => NoticeFile>> = {
  form_text: buildFormText,
  markdown: buildMarkdown,
  csv: buildCsv,
  json: buildJson,
  eml: buildEml,
};

/** Every form that the notice can take, as frozen when it is sent. */
export function buildAllForms(input: NoticeInput): { format: NoticeFormat; file: NoticeFile }[] {
  return noticeFormats.map((format) => ({ format, file: noticeBuilders[format](input) }));
}
