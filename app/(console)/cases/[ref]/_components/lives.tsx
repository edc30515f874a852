import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import Link from "next/link";
import type { CSSProperties } from "react";
import { formatShortDate } from "@/lib/i18n/format";
import type { CaseView } from "@/lib/queries/get-case";
import { routes } from "@/lib/routes";
import { OutcomeBadge } from "@/lib/ui/outcome-badge";
import { Panel } from "@/lib/ui/panel";
import { StateBadge } from "@/lib/ui/state-badge";
import { classNames } from "@/lib/ui/tone";
import classes from "./lives.module.css";

/** Each life of the account on one line: its bar in time, and in words what ended it. */
export function Lives({ lives }: { lives: CaseView["lives"] }) {
  const t = useTranslations("case.lives");
  const reader = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  const now = useNow().getTime();
  const start = Math.min(...lives.map((life) => life.openedAt.getTime()));
  const span = Math.max(1, now - start);
  const at = (instant: number) => Math.round(((instant - start) / span) * 1000) / 10;
  const day = (instant: Date) => formatShortDate(instant, reader);
  return (
    <Panel variant="section" title={t("title")} aside={t("count", { count: lives.length })}>
      <ol className={classes.lives}>
        {lives.map((life) => {
          const from = at(life.openedAt.getTime());
          const to = Math.max(from + 3, at(life.endedAt?.getTime() ?? now));
          return (
            <li key={life.number} className={classNames(classes.life, life.isThis && classes.current)}>
              <p className={classes.line}>
                {life.isThis ? (
                  <strong>{life.number}</strong>
                ) : (
                  <Link href={routes.case(life.number)}>{life.number}</Link>
                )}
                <span className={classes.dates}>
                  {day(life.openedAt)} – {life.endedAt === null ? t("now") : day(life.endedAt)}
                </span>
                {life.isThis ? (
                  <span className={classes.this}>{t("this")}</span>
                ) : life.outcome === null ? (
                  <StateBadge state={life.state} />
                ) : (
                  <OutcomeBadge outcome={life.outcome} />
                )}
              </p>
              <span className={classes.track} aria-hidden="true">
                <span
                  className={classes.bar}
                  style={
                    {
                      "--from": `${String(Math.min(from, 97))}%`,
                      "--to": `${String(Math.min(to, 100))}%`,
                    } as CSSProperties
                  }
                />
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
