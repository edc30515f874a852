import { useTranslations } from "next-intl";
import Link from "next/link";
import type { AuditRow } from "@/lib/queries/list-audit";
import { routes } from "@/lib/routes";
import { auditAddressOf, type AuditQuery } from "@/lib/tables/audit-filters";
import { RelativeTime } from "@/lib/ui/relative-time";
import { AuditChanges } from "./audit-changes";
import classes from "./audit.module.css";
import { useTrailWords } from "./use-trail-words";

/** One entry: when, who, what was done to what, and behind it the values that changed. */
export function AuditLine({ row, query }: { row: AuditRow; query: AuditQuery }) {
  const t = useTranslations("audit");
  const words = useTrailWords();
  const who = row.actor === null ? t("withheld") : words.who(row.who ?? "");
  const table = words.table(row.subjectTable);
  const ofCase = row.caseNumber;
  return (
    <li className={classes.line}>
      <span className={classes.time}>
        <RelativeTime instant={row.at} variant="dateTime" />
      </span>
      <span className={row.actor === null ? classes.nobody : classes.who}>{row.isOwn ? t("you", { who }) : who}</span>
      <details className={classes.what}>
        <summary>
          <span className={classes.action}>{words.action(row.action)}</span>
          <span className={classes.operation}>{t(`operation.${row.operation as "insert"}`, { table })}</span>
          {row.reason === null ? null : <span className={classes.reason}>{words.reason(row.reason)}</span>}
        </summary>
        <dl className={classes.facts}>
          <dt>{t("code")}</dt>
          <dd>{row.action}</dd>
          <dt>{t("entry")}</dt>
          <dd>{row.id}</dd>
          <dt>{t("leaf")}</dt>
          <dd>{row.index ?? t("leafWaits")}</dd>
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
        {row.withheld === "nothing" ? null : <p className={classes.note}>{t(`withheldBecause.${row.withheld}`)}</p>}
        <AuditChanges changes={row.changes} table={row.subjectTable} />
      </details>
      <span className={classes.case}>
        {ofCase === null ? null : (
          <Link
            href={`${routes.audit()}${auditAddressOf({ ...query, before: null, case: ofCase })}`}
            prefetch={false}
            title={t("onlyCase", { number: ofCase })}
          >
            {t("case", { number: ofCase })}
          </Link>
        )}
      </span>
    </li>
  );
}
