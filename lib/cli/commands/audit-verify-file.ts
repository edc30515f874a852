import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createTranslator } from "next-intl";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import type { Verdict } from "@/lib/domain/audit/findings";
import { verifyEvidence } from "@/lib/domain/audit/verify-evidence";
import { openBundle } from "@/lib/documents/case-bundle";
import { isZip } from "@/lib/documents/zip-file";
import { sayField, sayFindings, sayKind } from "@/lib/i18n/evidence-words";
import { loadMessages } from "@/lib/i18n/load-messages";
import { chooseLocale, isLocale, type Locale } from "@/lib/i18n/locales";

/** What would move the cursor, colour the screen or turn text around, in a value that somebody else wrote. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const printable = (text: string): string =>
  text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError(`${file} cannot be read.`, { cause });
  }
}

/** Keys are given as they are, or as a file that holds one a line. */
async function keysOf(given: readonly string[]): Promise<string[]> {
  const texts = given.map(async (text) => (text.includes("+") ? text : (await read(text)).toString("utf8")));
  return (await Promise.all(texts)).flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim() !== "");
}

function localeFor(asked: string | undefined): Locale {
  if (asked !== undefined && !isLocale(asked))
    throw new UsageError(`There is no language "${asked}". There are: fr en`);
  return chooseLocale({ setting: asked, acceptLanguage: Intl.DateTimeFormat().resolvedOptions().locale });
}

/** The sentences of the public page, as lines. */
export async function describeVerdict(verdict: Verdict, locale: Locale, now: Date): Promise<string> {
  const messages = await loadMessages(locale);
  const words = createTranslator({ locale, messages, namespace: "verify" });
  const columns = createTranslator({ locale, messages, namespace: "audit.columnName" });
  const columnName = (column: string): string => {
    const key = column as Parameters<typeof columns>[0];
    return columns.has(key) ? columns(key) : column;
  };
  const said = sayFindings(verdict, words, now, { locale, timeZone: "UTC" }).map(
    ({ level, sentences }) =>
      `\n${words(`level.${level}`)}\n${sentences.map((line) => `  - ${printable(line)}\n`).join("")}`,
  );
  const entries = verdict.entries.map(({ index, opened }) => {
    const lines = opened.map(({ field, value }) => {
      const name = printable(sayField(field, words, columnName));
      return `  ${name} = ${value === null ? words("entries.nothing") : printable(value)}\n`;
    });
    const title = index === null ? words("entries.unsealed") : words("entries.at", { index: String(index) });
    return `\n${title}\n${lines.length > 0 ? lines.join("") : `  ${words("entries.none")}\n`}`;
  });
  const head = `${words(`outcome.${verdict.outcome}`)}\n${printable(sayKind(verdict, words))}\n`;
  return head + [...said, ...entries].join("");
}

/**
 * `audit verify FILE --key KEY…`: what a receipt, manifest, checkpoint, promise, proof or a case's bundle proves to whoever knows these keys. Needs
 * neither the database nor the network. Exit status 1 unless it proves, or its time to be sealed has not passed.
 */
export async function verifyFile(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      key: { type: "string", multiple: true },
      witness: { type: "string", multiple: true },
      leaf: { type: "string" },
      language: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("audit verify takes one file at a time");
  const locale = localeFor(values.language);
  const now = new Date();
  const options = { pinned: await keysOf(values.key ?? []), witnesses: await keysOf(values.witness ?? []), now };
  const leaf = values.leaf === undefined ? {} : { leaf: new Uint8Array(await read(values.leaf)) };
  const given = await read(file);
  const bundle = isZip(given) ? openBundle(given) : null;
  const evidence = bundle === null ? given : Buffer.from(bundle.evidence);
  const verdict = verifyEvidence(evidence.toString("utf8"), { ...options, ...leaf }, nodeHashing);
  const changed = bundle?.changed ?? [];
  for (const name of changed) process.stderr.write(`not as the manifest says: ${printable(name)}\n`);
  const told = values.json ? `${JSON.stringify(verdict)}\n` : await describeVerdict(verdict, locale, now);
  process.stdout.write(told);
  if (changed.length > 0) return exitCodes.foundWrong;
  return verdict.outcome === "proven" || verdict.outcome === "promise_pending" ? exitCodes.ok : exitCodes.foundWrong;
}
