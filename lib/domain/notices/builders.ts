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

export type Builders = Readonly<Partial<Record<NoticeFormat, Builder>>>;

const builders: Builders = {
  form_text: buildFormText,
  markdown: buildMarkdown,
  eml: buildEml,
  csv: buildCsv,
  json: buildJson,
  xarf: buildXarf,
  stix: buildStix,
  misp: buildMisp,
  atproto: buildAtproto,
  mastodon: buildMastodon,
};

/** Every form that the notice can take, as frozen when it is sent; `more` are builders that need a library of their own. */
export function buildAllForms(input: NoticeInput, more: Builders = {}): { format: NoticeFormat; file: NoticeFile }[] {
  const told = forAudience(input);
  return noticeFormats.flatMap((format) => {
    const file = (more[format] ?? builders[format])?.(told) ?? null;
    return file === null ? [] : { format, file };
  });
}
