import { forAudience } from "./audience";
import type { Audience } from "./recipients";
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

const builders: Readonly<Record<Exclude<NoticeFormat, "pdf" | "eml">, Builder>> = {
  form_text: buildFormText,
  markdown: buildMarkdown,
  csv: buildCsv,
  json: buildJson,
  xarf: buildXarf,
  stix: buildStix,
  misp: buildMisp,
  atproto: buildAtproto,
  mastodon: buildMastodon,
};

/** What goes with the e-mail beside the text, for programs that read the other forms. */
const attachedFor: Partial<Record<Audience, readonly Builder[]>> = {
  infrastructure: [buildXarf],
  security_team: [buildStix, buildMisp],
};

type PaperBuilder = (input: NoticeInput) => NoticeFile;

/**
 * These forms of a notice, as far as it can take them. The paper wants a library of its own, so that who has it gives its builder; it
 * then goes with the e-mail too, and is made for nothing else.
 */
export function buildSomeForms(
  input: NoticeInput,
  formats: readonly NoticeFormat[],
  buildPdf?: PaperBuilder,
): { format: NoticeFormat; file: NoticeFile }[] {
  const told = forAudience(input);
  let paper: NoticeFile | null = null;
  const paperOf = (): NoticeFile | null => (paper ??= buildPdf?.(told) ?? null);
  const fileOf = (format: NoticeFormat): NoticeFile | null => {
    if (format === "pdf") return paperOf();
    if (format !== "eml") return builders[format](told);
    const attached = (attachedFor[told.audience] ?? []).flatMap((build) => build(told) ?? []);
    return buildEml(
      told,
      [paperOf(), ...attached].filter((file) => file !== null),
    );
  };
  return formats.flatMap((format) => {
    const file = fileOf(format);
    return file === null ? [] : { format, file };
  });
}

/** Every form that the notice can take, as frozen when it is sent. */
export const buildAllForms = (
  input: NoticeInput,
  buildPdf?: PaperBuilder,
): { format: NoticeFormat; file: NoticeFile }[] => buildSomeForms(input, noticeFormats, buildPdf);
