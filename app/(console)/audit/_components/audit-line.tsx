import { useTranslations } from "next-intl";
import type { AuditRow } from "@/lib/queries/list-audit";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./audit.module.css";

/** One entry: when, who, what was done to what, and behind it the values that changed. */
export function AuditLine({ row }: { row: AuditRow }) {
  const t = useTranslations("audit");
  const timeline = useTranslations("timeline");
  const table = t(`table.${row.subjectTable as "case"}`);
  const changes = Object.entries(row.changes);
  const who = row.actor === null ? t("withheld") : row.who === "operator" ? timeline("operator") : row.who;
  const reason =
    row.reason !== null && timeline.has(`reason.${row.reason}` as "reason.new_facts")
      ? timeline(`reason.${row.reason}` as "reason.new_facts")
      : row.reason;
  return (
    <li className={classes.line}>
      <span className={classes.time}>
        <RelativeTime instant={row.at} variant="dateTime" />
      </span>
      <span className={classes.who}>{row.isOwn ? t("you", { who: who ?? "" }) : who}</span>
      <details className={classes.what}>
        <summary>
          <code>{row.action}</code> {t(`operation.${row.operation as "insert"}`, { table })}
          {row.caseNumber === null ? null : (
            <span className={classes.case}>{t("case", { number: row.caseNumber })}</span>
          )}
          {reason === null ? null : <span className={classes.reason}>{reason}</span>}
        </summary>
        <dl className={classes.facts}>
          <dt>{t("entry")}</dt>
          <dd>{row.id}</dd>
          {row.requestId === null ? null : (
            <>
              <dt>{t("request")}</dt>
              <dd>{row.requestId}</dd>
            </>
          )}
          {row.subjectId === null ? null : (
            <>
              <dt>{t("subject")}</dt>
              <dd>{row.subjectId}</dd>
            </>
          )}
        </dl>
        {row.isErased ? <p className={classes.note}>{t("erased")}</p> : null}
        {row.withheld === "nothing" ? null : <p className={classes.note}>{t(`withheldBecause.${row.withheld}`)}</p>}
        {changes.length === 0 ? null : (
          <table className={classes.changes}>
            <thead>
              <tr>
                <th scope="col">{t("change.column")}</th>
                <th scope="col">{t("change.before")}</th>
                <th scope="col">{t("change.after")}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(([column, [before, after]]) => (
                <tr key={column}>
                  <th scope="row">
                    <code>{column}</code>
                  </th>
                  <td>
                    <Value value={before} />
                  </td>
                  <td>
                    <Value value={after} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </details>
    </li>
  );
}

/** Readable values as they are; content only as the commitment to it. */
function Value({ value }: { value: unknown }) {
  const t = useTranslations("audit");
  if (value === null || value === undefined) return <span className={classes.none}>{t("change.none")}</span>;
  if (typeof value === "object") {
    const digest = (value as { digest?: string }).digest;
    return digest ? (
      <span title={digest}>{t("change.committed", { digest: digest.slice(0, 12) })}</span>
    ) : (
      <span>{t("change.withheld")}</span>
    );
  }
  return <span>{typeof value === "string" ? value : JSON.stringify(value)}</span>;
}
