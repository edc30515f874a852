import { useTranslations } from "next-intl";
import Link from "next/link";
import type { RecentReport } from "@/lib/queries/list-recent-reports";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { RelativeTime } from "@/lib/ui/relative-time";
import { StateBadge } from "@/lib/ui/state-badge";
import classes from "./recent-addresses.module.css";

/** The reporter's latest accounts, and where their cases stand. */
export function RecentAddresses({ recent }: { recent: readonly RecentReport[] }) {
  const t = useTranslations("log.recent");
  return (
    <div className={classes.recent}>
      <Panel
        variant="section"
        title={t("title")}
        aside={recent.length > 0 ? <Link href={routes.queue({ view: "logged" })}>{t("all")}</Link> : undefined}
      >
        {recent.length === 0 ? (
          <p className={classes.empty}>{t("empty")}</p>
        ) : (
          <ul>
            {recent.map((report) => (
              <li key={`${report.platform} ${report.handle} ${report.loggedAt.toISOString()}`} className={classes.line}>
                <PlatformIcon platform={report.platform} />
                {report.case ? (
                  <Link href={routes.case(report.case.number)} className={classes.handle}>
                    {report.handle}
                  </Link>
                ) : (
                  <span className={classes.handle}>{report.handle}</span>
                )}
                <a className={classes.receipt} href={routes.receipt(report.reportId)} download>
                  {t("receipt")}
                </a>
                <span className={classes.when}>
                  <RelativeTime instant={report.loggedAt} />
                </span>
                {report.case ? (
                  <StateBadge state={report.case.state} />
                ) : (
                  <span className={classes.when}>{t("restricted")}</span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
