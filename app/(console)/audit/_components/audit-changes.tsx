import { useTranslations } from "next-intl";
import type { TrailChanges } from "@/lib/domain/audit/mask";
import classes from "./audit.module.css";
import { useTrailWords } from "./use-trail-words";

/** The values of one entry, before and after: by their words where they have one, and with the name that the database gives them. */
export function AuditChanges({ changes, table }: { changes: TrailChanges; table: string }) {
  const t = useTranslations("audit");
  const words = useTrailWords();
  const rows = Object.entries(changes);
  if (rows.length === 0) return null;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">{t("change.column")}</th>
          <th scope="col">{t("change.before")}</th>
          <th scope="col">{t("change.after")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([column, [before, after]]) => (
          <tr key={column}>
            <th scope="row">
              {words.column(column)} <code>{column}</code>
            </th>
            <td>
              <Value value={before} word={words.value(table, column, before)} />
            </td>
            <td>
              <Value value={after} word={words.value(table, column, after)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Readable values as they are; content only as the commitment to it. */
function Value({ value, word }: { value: unknown; word: string | null }) {
  const t = useTranslations("audit");
  if (value === null || value === undefined) return <span className={classes.none}>{t("change.none")}</span>;
  if (word !== null) return <span title={typeof value === "string" ? value : undefined}>{word}</span>;
  if (typeof value === "object" && !Array.isArray(value)) {
    const digest = (value as { digest?: string }).digest;
    return (
      <span className={classes.none} title={digest}>
        {digest ? t("change.committed", { digest: digest.slice(0, 12) }) : t("change.withheld")}
      </span>
    );
  }
  return <code>{typeof value === "string" ? value : JSON.stringify(value)}</code>;
}
