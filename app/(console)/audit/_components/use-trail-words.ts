import { useTranslations } from "next-intl";
import { roles } from "@/lib/domain/case/vocabulary";

/** Columns whose values are words of the vocabulary, by where those stand. */
const valuesOf: Readonly<Record<string, string>> = {
  "case.state": "state",
  classification: "classification",
  outcome: "outcome",
  last_outcome: "outcome",
  platform_id: "platform",
  age_answer: "age",
  "notice.kind": "noticeKind",
};

/**
 * What the trail holds, in the reader's words. A row may come from a version of the product that knew more: what has no word is
 * shown as it is written.
 */
export function useTrailWords() {
  const t = useTranslations("audit");
  const timeline = useTranslations("timeline");
  const vocabulary = useTranslations("vocabulary");
  const wordOf = (key: string): string | null =>
    vocabulary.has(key as "state.open") ? vocabulary(key as "state.open") : null;

  function value(table: string, column: string, raw: unknown): string | null {
    if (Array.isArray(raw) && column === "roles") {
      const known = roles.filter((role) => raw.includes(role));
      return known.length === raw.length ? known.map((role) => vocabulary(`role.${role}`)).join(", ") : null;
    }
    if (typeof raw !== "string" || /[.\s]/.test(raw)) return null;
    if (column === "track") return wordOf(`track.${raw}.full`);
    const place = valuesOf[`${table}.${column}`] ?? valuesOf[column];
    return place === undefined ? null : wordOf(`${place}.${raw}`);
  }

  return {
    who: (name: string): string => (name === "operator" ? timeline("operator") : name),
    table: (name: string): string => (t.has(`table.${name as "case"}`) ? t(`table.${name as "case"}`) : name),
    action: (name: string): string =>
      t.has(`action.${name as "case.claimed"}`) ? t(`action.${name as "case.claimed"}`) : t("database"),
    reason: (name: string): string =>
      timeline.has(`reason.${name as "new_facts"}`) ? timeline(`reason.${name as "new_facts"}`) : name,
    column: (name: string): string =>
      t.has(`columnName.${name as "state"}`) ? t(`columnName.${name as "state"}`) : name,
    value,
  };
}
