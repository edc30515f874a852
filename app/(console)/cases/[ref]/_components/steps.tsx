import { useTranslations } from "next-intl";
import type { CaseView, Judgement } from "@/lib/queries/get-case";
import classes from "./steps.module.css";

/** Where the case stands between the first opinion and the decision. It counts no further opinions: that would tell of a disagreement. */
export function Steps({ view, judgement }: { view: CaseView; judgement: Judgement }) {
  const t = useTranslations("case.steps");
  const isMine = view.allowed.includes("give_opinion");
  const isAlone = judgement.isSoloWorkOn && judgement.own !== null;
  const first =
    judgement.own !== null || (isMine && !judgement.hasFirstOpinion)
      ? t("firstYou")
      : judgement.hasFirstOpinion
        ? t("firstGiven")
        : t("firstWaits");
  const isSecondMine = isMine && judgement.hasFirstOpinion && judgement.own === null;
  const steps = [
    { title: t("first"), note: first, state: judgement.hasFirstOpinion ? "done" : isMine ? "now" : "later" },
    {
      title: isSecondMine ? t("secondYou") : t("second"),
      note: isSecondMine ? t("secondYouNote") : isAlone ? t("soloWait") : t("secondOther"),
      state: isMine && judgement.hasFirstOpinion ? "now" : "later",
    },
    { title: t("decision"), note: t("agree"), state: "later" },
  ];
  return (
    <ol className={classes.steps} aria-label={t("label")}>
      {steps.map((step, index) => (
        <li
          key={index}
          className={classes.step}
          data-state={step.state}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span className={classes.number} aria-hidden="true">
            {index + 1}
          </span>
          <span>
            <strong className={classes.title}>{step.title}</strong>
            <span className={classes.note}>{step.note}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
