import { useTranslations } from "next-intl";
import Link from "next/link";
import type { LaneRow } from "@/lib/queries/list-lane";
import { routes } from "@/lib/routes";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./safety.module.css";

/** What waits to be referred first. A number, a platform and clocks: nothing of what a case is about. */
export function LaneList({ rows }: { rows: readonly LaneRow[] }) {
  const t = useTranslations("lane.list");
  const kinds = useTranslations("lane.kind");
  const columns = ["case", "since", "referral", "notices", "purge", "who"] as const;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("title")}>
      <table className={classes.table}>
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
              <td>
                <RelativeTime instant={row.since} variant="ago" />
              </td>
              <td data-late={row.referredAt === null || undefined}>
                {row.referredAt === null ? t("referBy") : t("referred")}{" "}
                <RelativeTime instant={row.referredAt ?? row.referralDueAt} variant="dateTime" />
              </td>
              <td>{t(row.isHoldStanding ? `hold.${row.hold}` : "hold.free")}</td>
              <td>
                {row.purgedAt === null ? t("purgedBy") : t("purged")}{" "}
                <RelativeTime instant={row.purgedAt ?? row.purgeDueAt} variant="dateTime" />
              </td>
              <td>
                {row.takenBy ?? t("nobody")}
                {row.hasExit ? <span className={classes.under}>{t("leaving")}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
