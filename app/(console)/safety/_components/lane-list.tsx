import { useTranslations } from "next-intl";
import Link from "next/link";
import type { LaneRow } from "@/lib/queries/list-lane";
import { routes } from "@/lib/routes";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";
import classes from "./safety.module.css";

/** What waits to be referred first. A number, a platform and clocks: nothing of what a case is about. */
export function LaneList({ rows, next }: { rows: readonly LaneRow[]; next: string | null }) {
  const t = useTranslations("lane.list");
  const kinds = useTranslations("lane.kind");
  const columns = ["case", "since", "referral", "notices", "purge", "who"] as const;
  return (
    <>
      <div className={tables.frame}>
        <table className={`${tables.table} ${tables.cards} ${classes.table}`}>
          <caption className="visually-hidden">{t("title")}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.number}>
                <th scope="row">
                  <Link href={routes.case(row.number)} prefetch={false}>
                    {t("number", { number: row.number })}
                  </Link>
                  <span className={classes.under}>
                    <PlatformIcon platform={row.platform} /> {kinds(row.kind)}
                  </span>
                </th>
                <td data-label={t("column.since")}>
                  <RelativeTime instant={row.since} variant="ago" />
                </td>
                <td data-label={t("column.referral")} data-late={row.referredAt === null || undefined}>
                  {row.referredAt === null ? t("referBy") : t("referred")}{" "}
                  <RelativeTime instant={row.referredAt ?? row.referralDueAt} variant="dateTime" />
                </td>
                <td data-label={t("column.notices")}>{t(row.isHoldStanding ? `hold.${row.hold}` : "hold.free")}</td>
                <td data-label={t("column.purge")}>
                  {row.purgedAt === null ? t("purgedBy") : t("purged")}{" "}
                  <RelativeTime instant={row.purgedAt ?? row.purgeDueAt} variant="dateTime" />
                </td>
                <td data-label={t("column.who")}>
                  {row.takenBy ?? t("nobody")}
                  {row.hasExit ? <span className={classes.under}>{t("leaving")}</span> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next === null ? null : (
        <p className={classes.more}>
          <Link href={routes.safety(next)} prefetch={false}>
            {t("later")}
          </Link>
        </p>
      )}
    </>
  );
}
