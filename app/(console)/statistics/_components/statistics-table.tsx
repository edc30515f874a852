import { useTranslations } from "next-intl";
import Link from "next/link";
import { figures, type Figure, type Spread, timedSteps } from "@/lib/domain/statistics";
import type { StatisticsView } from "@/lib/queries/get-statistics";
import { routes } from "@/lib/routes";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { TrackLabel } from "@/lib/ui/track-label";
import tables from "@/lib/ui/table.module.css";
import classes from "./statistics.module.css";

type Line = StatisticsView["lines"][number];

/** Chart and numbers in the same row: half of all, and nine in ten, on one scale for the whole column. */
export function StatisticsTable({ view, maySeeRows }: { view: StatisticsView; maySeeRows: boolean }) {
  const t = useTranslations("statistics");
  const longest = Math.max(1, ...view.lines.flatMap((line) => timedSteps.map((step) => line.times[step]?.p90 ?? 0)));
  const cells = (line: Pick<Line, Figure | "times">, narrow: Partial<Pick<Line, "platform" | "track">>) => (
    <>
      {figures.map((figure) => (
        <td key={figure} className={classes.number} data-label={t(`figure.${figure}`)}>
          {maySeeRows && line[figure] > 0 ? (
            <Link href={routes.statisticsRows({ ...view.filter, ...narrow, figure })} prefetch={false}>
              {line[figure]}
            </Link>
          ) : (
            line[figure]
          )}
        </td>
      ))}
      {timedSteps.map((step) => (
        <td key={step} className={classes.time} data-label={t(`time.${step}`)}>
          <Range spread={line.times[step]} longest={longest} />
        </td>
      ))}
    </>
  );
  return (
    <div className={`${tables.frame} ${tables.scroll}`} tabIndex={0} role="region" aria-label={t("table")}>
      <table className={`${tables.table} ${tables.figures} ${classes.table}`}>
        <caption className="visually-hidden">{t("table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("filter.platform")}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" className={classes.number}>
                {t(`figure.${figure}`)}
              </th>
            ))}
            {timedSteps.map((step) => (
              <th key={step} scope="col">
                {t(`time.${step}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.lines.map((line) => (
            <LineRow key={`${line.platform}.${line.track}`} line={line}>
              {cells(line, { platform: line.platform, track: line.track })}
            </LineRow>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("total")}</th>
            {cells(view.total, {})}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function LineRow({ line, children }: { line: Line; children: React.ReactNode }) {
  const words = useTranslations("vocabulary.platform");
  return (
    <tr>
      <th scope="row">
        <span className={classes.name}>
          <PlatformIcon platform={line.platform} isDecorative /> {words(line.platform)}{" "}
          <TrackLabel track={line.track} variant="short" />
        </span>
      </th>
      {children}
    </tr>
  );
}

const width = 120;

function Range({ spread, longest }: { spread: Spread | null; longest: number }) {
  const t = useTranslations("statistics");
  if (spread === null) return null;
  const said = (hours: number): string =>
    hours < 48 ? t("hours", { count: hours }) : t("days", { count: Math.round(hours / 24) });
  const words = { median: said(spread.median), p90: said(spread.p90) };
  const at = (hours: number): number => Math.max(2, Math.sqrt(hours / longest) * (width - 4));
  return (
    <>
      <svg width={width} height={10} viewBox={`0 0 ${String(width)} 10`} role="img" aria-label={t("range", words)}>
        <rect className={classes.rail} x={0} y={4} width={width} height={2} rx={1} />
        <rect className={classes.bar} x={0} y={3} width={at(spread.p90)} height={4} rx={2} />
        <circle className={classes.dot} cx={at(spread.median)} cy={5} r={4} />
      </svg>
      <span aria-hidden>{t("spread", words)}</span>
    </>
  );
}
