import { useTranslations } from "next-intl";
import Link from "next/link";
import { platformIds, tracks } from "@/lib/domain/case/vocabulary";
import { statisticsPeriods } from "@/lib/domain/statistics";
import type { StatisticsView } from "@/lib/queries/get-statistics";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { Panel } from "@/lib/ui/panel";
import { OwnAccuracy } from "./own-accuracy";
import classes from "./statistics.module.css";
import { StatisticsTable } from "./statistics-table";

/** What became of what was sent, with its rows behind every figure. */
export function StatisticsScreen({ view, maySeeRows }: { view: StatisticsView; maySeeRows: boolean }) {
  const t = useTranslations("statistics");
  const words = useTranslations("vocabulary");
  const { filter } = view;
  return (
    <div className={classes.page}>
      <PageTitle actions={<a href={routes.statisticsFile({ ...filter })}>{t("download")}</a>}>{t("title")}</PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      <div className={classes.filters}>
        <nav aria-label={t("period.label")}>
          {statisticsPeriods.map((period) => (
            <Link
              key={period}
              href={routes.statistics({ ...filter, period })}
              aria-current={period === filter.period ? "page" : undefined}
            >
              {t(`period.${period}`)}
            </Link>
          ))}
        </nav>
        <form action={routes.statistics()}>
          <input type="hidden" name="period" value={filter.period} />
          <label>
            {t("filter.platform")}
            <select name="platform" defaultValue={filter.platform ?? ""}>
              <option value="">{t("filter.all")}</option>
              {platformIds.map((platform) => (
                <option key={platform} value={platform}>
                  {words(`platform.${platform}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t("filter.track")}
            <select name="track" defaultValue={filter.track ?? ""}>
              <option value="">{t("filter.all")}</option>
              {tracks.map((track) => (
                <option key={track} value={track}>
                  {words(`track.${track}.full`)}
                </option>
              ))}
            </select>
          </label>
          <button type="submit">{t("filter.show")}</button>
        </form>
      </div>
      {view.lines.length === 0 ? (
        <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
      ) : (
        <StatisticsTable view={view} maySeeRows={maySeeRows} />
      )}
      <Panel title={t("own.title")}>
        <OwnAccuracy accuracy={view.accuracy} />
      </Panel>
    </div>
  );
}
