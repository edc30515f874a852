import { forAudience } from "./audience";
import { buildAtproto } from "./build-atproto";
import { buildCsv } from "./build-csv";
import { buildEml } from "./build-eml";
import { buildFormText } from "./build-form-text";
import { buildJson } from "./build-json";
import { buildMarkdown } from "./build-markdown";
import { buildMastodon } from "./build-mastodon";
import { buildMisp } from "./build-misp";
import { buildStix } from "./build-stix";
import { buildXarf } from "./build-xarf";
import { noticeFormats, type NoticeFile, type NoticeFormat, type NoticeInput } from "./notice-input";

/** Null where the notice has no such form: nothing to say in it, or not to this reader. */
type Builder = (input: NoticeInput) => NoticeFile | null;

const builders: Readonly<Record<Exclude<NoticeFormat, "pdf">, Builder>> = {
  form_text: buildFormText,
  markdown: buildMarkdown,
  eml: (input) => buildEml(input),
  csv: buildCsv,
  json: buildJson,
  xarf: buildXarf,
  stix: buildStix,
  misp: buildMisp,
  atproto: buildAtproto,
  mastodon: buildMastodon,
};

/**
 * Every form that the notice can take, as frozen when it is sent. The paper wants a library of its own, so that who has it gives its
 * builder; it then goes with the e-mail too.
 */
export function buildAllForms(
  input: NoticeInput,
  buildPdf?: (input: NoticeInput) => NoticeFile,
): { format: NoticeFormat; file: NoticeFile }[] {
  const told = forAudience(input);
  const paper = buildPdf?.(told) ?? null;
  return noticeFormats.flatMap((format) => {
    const file =
      format === "pdf" ? paper : format === "eml" && paper !== null ? buildEml(told, [paper]) : builders[format](told);
    return file === null ? [] : { format, file };
  });
}
