import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconClockHour4,
  IconHelpOctagon,
  type TablerIcon,
} from "@tabler/icons-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { FindingLevel, Verdict } from "@/lib/domain/audit/findings";
import { sayFindings, sayKind } from "@/lib/i18n/evidence-words";
import { Panel } from "@/lib/ui/panel";
import { classNames, type Tone, toneClass } from "@/lib/ui/tone";
import { OpenedEntries } from "./opened-entries";
import classes from "./verify.module.css";

const looks: Readonly<Record<FindingLevel, { icon: TablerIcon; tone: Tone }>> = {
  proven: { icon: IconCircleCheck, tone: "green" },
  not_proven: { icon: IconCircleDashed, tone: "neutral" },
  promise_pending: { icon: IconClockHour4, tone: "blue" },
  promise_overdue: { icon: IconClockExclamation, tone: "amber" },
  unknown_signer: { icon: IconHelpOctagon, tone: "amber" },
  broken: { icon: IconAlertTriangle, tone: "red" },
};

/** What is proven, what is not, and what is wrong, in sentences. */
export function VerdictView({ verdict, now }: { verdict: Verdict; now: Date }) {
  const t = useTranslations("verify");
  const reader = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  const { icon: OutcomeIcon, tone } = looks[verdict.outcome];
  return (
    <section className={classes.verdict} aria-label={t("verdict")}>
      <div className={classNames(classes.outcome, toneClass(tone))}>
        <OutcomeIcon size={24} stroke={1.75} aria-hidden="true" />
        <div>
          <h2>{t(`outcome.${verdict.outcome}`)}</h2>
          <p className={classes.kind}>{sayKind(verdict, t)}</p>
        </div>
      </div>
      <Panel>
        <div className={classes.levels}>
          {sayFindings(verdict, t, now, reader).map(({ level, sentences }) => {
            const { icon: LevelIcon, tone: levelTone } = looks[level];
            return (
              <section key={level} aria-label={t(`level.${level}`)}>
                <h3 className={classNames(classes.level, toneClass(levelTone))}>
                  <LevelIcon size={16} stroke={1.75} aria-hidden="true" />
                  {t(`level.${level}`)}
                </h3>
                <ul className={classes.sentences}>
                  {sentences.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
      </Panel>
      {verdict.entries.length === 0 ? null : <OpenedEntries entries={verdict.entries} />}
    </section>
  );
}
