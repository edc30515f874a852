import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import {
  accuracyDays,
  accuracyIn,
  accuracyMeasures,
  type AccuracyCount,
  type AccuracyDays,
  type AccuracyOfPart,
} from "@/lib/domain/accuracy";
import list from "./list-page.module.css";
import classes from "./accuracy-view.module.css";
import { Panel } from "./panel";

interface AccuracyViewProps {
  counts: readonly AccuracyCount[];
  days: AccuracyDays;
  hrefOf: (days: AccuracyDays) => string;
  /** The page's title. */
  children: ReactNode;
}

/** The window that an address asks for. */
export const readAccuracyDays = (text: string | undefined): AccuracyDays =>
  accuracyDays.find((days) => String(days) === text) ?? 90;

/** What became of one person's work, in figures. Of one person at a time: there is nothing here to rank people by. */
export function AccuracyView({ counts, days, hrefOf, children }: AccuracyViewProps) {
  const t = useTranslations("accuracy");
  return (
    <div className={list.page}>
      {children}
      <p className={list.intro}>{t("intro")}</p>
      <nav className={classes.windows} aria-label={t("windows")}>
        {accuracyDays.map((each) => (
          <Link key={each} href={hrefOf(each)} prefetch={false} aria-current={each === days ? "page" : undefined}>
            {t("days", { days: each })}
          </Link>
        ))}
      </nav>
      {accuracyIn(days, counts).map((part) => (
        <AccuracyTable key={part.part} part={part} />
      ))}
    </div>
  );
}

function AccuracyTable({ part: { part, total, measures, lines } }: { part: AccuracyOfPart }) {
  const t = useTranslations("accuracy");
  const words = useTranslations("vocabulary");
  const columns = accuracyMeasures[part];
  if (total === 0)
    return (
      <Panel title={t(`part.${part}`)}>
        <p className={classes.quiet}>{t(`none.${part}`)}</p>
      </Panel>
    );
  const rows = [
    { name: t("all"), total, measures },
    ...lines.map((line) => ({
      ...line,
      name: `${words(`track.${line.track}.full`)}, ${words(`platform.${line.platform}`)}`,
    })),
  ];
  return (
    <Panel title={t(`part.${part}`)}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("where")}</th>
            <th scope="col">{t(`total.${part}`)}</th>
            {columns.map((measure) => (
              <th key={measure} scope="col">
                {t(`measure.${measure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td data-label={t(`total.${part}`)}>{row.total}</td>
              {columns.map((measure) => (
                <td key={measure} data-label={t(`measure.${measure}`)}>
                  {row.measures[measure] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
