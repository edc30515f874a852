import type { useTranslations } from "next-intl";
import type { Finding, FindingKey, FindingLevel, Verdict } from "@/lib/domain/audit/findings";
import { formatDateTime, type Reader } from "./format";

/** The words of verdicts, for page and command line alike. */

type Words = ReturnType<typeof useTranslations<"verify">>;

export interface SaidFindings {
  readonly level: FindingLevel;
  readonly sentences: readonly string[];
}

/** In this order: what is wrong comes before what is right. */
const levelOrder: readonly FindingLevel[] = [
  "broken",
  "unknown_signer",
  "promise_overdue",
  "promise_pending",
  "proven",
  "not_proven",
];
/** A file of thousands of wrong entries is told by its first ones. */
const saidOfAKind = 5;

const isInstant = (name: string): boolean => name === "at" || name === "due";

function sentence({ key, details }: Finding, words: Words, now: Date, reader: Reader): string {
  const values = Object.entries(details).map(([name, value]) => {
    if (typeof value === "number") return [name, value];
    const text = String(value);
    return [name, isInstant(name) ? formatDateTime(new Date(text), now, reader) : text];
  });
  // Which values a sentence wants is checked against what the finding says by a test of all keys.
  return words(`finding.${key}` as "finding.inclusion", Object.fromEntries(values) as { index: number; size: number });
}

/** Each sentence once, the worst first. */
export function sayFindings({ findings }: Verdict, words: Words, now: Date, reader: Reader): SaidFindings[] {
  return levelOrder.flatMap((level) => {
    const ofLevel = findings.filter((finding) => finding.level === level);
    const keys = [...new Set<FindingKey>(ofLevel.map(({ key }) => key))];
    const sentences = keys.flatMap((key) => {
      const ofKey = ofLevel.filter((finding) => finding.key === key);
      const said = new Set(ofKey.slice(0, saidOfAKind).map((finding) => sentence(finding, words, now, reader)));
      const left = ofKey.length - saidOfAKind;
      return left > 0 ? [...said, words("more", { count: left })] : [...said];
    });
    return sentences.length > 0 ? [{ level, sentences }] : [];
  });
}

/** What the evidence is, and of which log. */
export function sayKind({ kind, origin }: Verdict, words: Words): string {
  return origin === null ? words(`kind.${kind}`) : words("ofLog", { kind: words(`kind.${kind}`), origin });
}

const plainFields = [
  ...(["id", "at", "day", "actor", "action", "reason"] as const),
  ...(["request", "operation", "case", "unit", "lane"] as const),
];

/** The name of an opened field; columns are named by whoever has words for them. */
export function sayField(field: string, words: Words, columnName: (column: string) => string): string {
  const plain = plainFields.find((known) => known === field);
  if (plain) return words(`field.${plain}`);
  const [, side, column = ""] = /^(old|new)\.(.+)$/s.exec(field) ?? [];
  return side === "old" || side === "new" ? words(`field.${side}`, { column: columnName(column) }) : field;
}
