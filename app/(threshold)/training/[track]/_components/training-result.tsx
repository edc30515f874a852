import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Track } from "@/lib/domain/case/vocabulary";
import { trainingCases, type TrainingAnswer } from "@/lib/domain/vetting/training";
import type { Training } from "@/lib/queries/get-training";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { TrackLabel } from "@/lib/ui/track-label";
import { BeginButton } from "./begin-button";
import classes from "./training.module.css";

interface TrainingResultProps {
  track: Track;
  result: NonNullable<Training["result"]>;
  total: number;
  isOpen: boolean;
}

/** How it went, and why what was wrong was wrong. */
export function TrainingResult({ track, result, total, isOpen }: TrainingResultProps) {
  const t = useTranslations("vetting.training");
  const why = useTranslations("training-answers.why");
  const observed = useTranslations("training-cases.case");
  const classification = useTranslations("vocabulary.classification");
  const wordOf = (answer: TrainingAnswer) => (answer === "safeguard" ? t("safeguard") : classification(answer));
  const { score, isPassed, wrong, retryAt, mayRetry } = result;
  return (
    <>
      <h1>{t(isPassed ? "resultPassed" : "resultFailed")}</h1>
      <p className={classes.track}>
        <TrackLabel track={track} variant="full" />
      </p>
      <p className={classes.lead}>
        {t("score", { score, total })}{" "}
        {isPassed ? (
          t("passedMeans")
        ) : mayRetry ? null : (
          <>
            {t("retryAt")} <RelativeTime instant={retryAt} variant="dateTime" />.
          </>
        )}
      </p>
      {!isPassed && mayRetry && isOpen ? <BeginButton track={track}>{t("again")}</BeginButton> : null}
      {wrong.length === 0 ? null : (
        <div className={classes.wrong}>
          <Panel title={t("wrong")} aside={wrong.length}>
            <ul>
              {wrong.map(({ id, given, right }) => (
                <li key={id}>
                  <h3>@{trainingCases[id].handle}</h3>
                  <p className={classes.observed}>{observed(id)}</p>
                  <p>
                    <span className={classes.given}>{t("given", { answer: wordOf(given) })}</span>{" "}
                    <b>{t("right", { answer: wordOf(right) })}</b>
                  </p>
                  <p>{why(id)}</p>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      )}
      <p className={classes.back}>
        <Link href={routes.vetting()}>{t("back")}</Link>
      </p>
    </>
  );
}
