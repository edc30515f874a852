import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Figure } from "@/lib/domain/statistics";
import type { StatisticsFilter } from "@/lib/queries/get-statistics";
import type { LedgerLine } from "@/lib/queries/list-ledger-lines";
import { routes } from "@/lib/routes";
import { OutcomeBadge } from "@/lib/ui/outcome-badge";
import { PageTitle } from "@/lib/ui/page-title";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";
import { TrackLabel } from "@/lib/ui/track-label";
import classes from "./ledger-lines.module.css";

interface LedgerLinesProps {
  rows: LedgerLine[];
  next: string | null;
  figure: Figure;
  filter: StatisticsFilter;
}

/** The rows behind one figure. */
export function LedgerLines({ rows, next, figure, filter }: LedgerLinesProps) {
  const t = useTranslations("statistics");
  const words = useTranslations("vocabulary.platform");
  const dates = [
    ["sent", "sentAt"],
    ["received", "receivedAt"],
    ["answered", "answeredAt"],
    ["removed", "removedAt"],
    ["returned", "returnedAt"],
  ] as const;
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.statistics({ ...filter })}>
        {t("rows.title", { figure: t(`figure.${figure}`) })}
      </PageTitle>
      {rows.length === 0 ? <p>{t("rows.none")}</p> : null}
      {rows.length === 0 ? null : (
        <div
          className={`${tables.frame} ${tables.scroll}`}
          tabIndex={0}
          role="region"
          aria-label={t(`figure.${figure}`)}
        >
          <table className={`${tables.table} ${tables.figures}`}>
            <thead>
              <tr>
                <th scope="col">{t("rows.notice")}</th>
                <th scope="col">{t("rows.case")}</th>
                <th scope="col">{t("filter.platform")}</th>
                <th scope="col">{t("filter.track")}</th>
                <th scope="col">{t("rows.outcome")}</th>
                {dates.map(([name]) => (
                  <th key={name} scope="col">
                    {t(`rows.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${String(row.notice)}.${String(row.case)}`}>
                  <th scope="row">
                    <Link href={routes.notice(row.notice)} prefetch={false}>
                      {row.notice}
                    </Link>
                  </th>
                  <td>
                    <Link href={routes.case(row.case)} prefetch={false}>
                      {row.case}
                    </Link>
                  </td>
                  <td>
                    <PlatformIcon platform={row.platform} isDecorative /> {words(row.platform)}
                  </td>
                  <td>
                    <TrackLabel track={row.track} variant="short" />
                  </td>
                  <td>
                    <OutcomeBadge outcome={row.outcome ?? (row.receivedAt === null ? "sent" : "received")} />
                  </td>
                  {dates.map(([name, key]) => (
                    <td key={name}>{row[key] === null ? null : <RelativeTime instant={row[key]} variant="date" />}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next === null ? (
        <p className={classes.quiet}>{t("rows.erased")}</p>
      ) : (
        <p>
          <Link href={routes.statisticsRows({ ...filter, figure, before: next })}>{t("rows.older")}</Link>
        </p>
      )}
    </div>
  );
}
