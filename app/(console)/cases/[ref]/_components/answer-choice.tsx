"use client";

import { useTranslations } from "next-intl";
import type { ReactNode, Ref } from "react";
import type { Classification, Track } from "@/lib/domain/case/vocabulary";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { Icon, type IconName } from "@/lib/ui/icon";
import { Kbd } from "@/lib/ui/kbd";
import { StateBadge } from "@/lib/ui/state-badge";
import type { Tone } from "@/lib/ui/tone";
import classes from "./opinion-form.module.css";

/** In the order of the keys: the fake that was logged, the two that clear it or leave it open, then the rarer ones. */
export function answersFor(track: Track): readonly Classification[] {
  const other = track === "stolen_photo_scammer" ? "redirecting_bot" : "stolen_photo_scammer";
  return [track, "authentic", "undetermined", other, "other_abuse"];
}

const views: Record<Classification, { icon: IconName; tone: Tone }> = {
  stolen_photo_scammer: { icon: "state-confirmed", tone: "accent" },
  redirecting_bot: { icon: "state-confirmed", tone: "accent" },
  authentic: { icon: "state-authentic", tone: "green" },
  undetermined: { icon: "state-undetermined", tone: "neutral" },
  other_abuse: { icon: "state-rejected", tone: "neutral" },
};

interface AnswerChoiceProps {
  ref: Ref<HTMLFieldSetElement>;
  track: Track;
  turn: "first" | "second" | "solo";
  chosen: Classification | null;
  onChoose: (answer: Classification) => void;
  /** The way out of the question altogether: the safety lane. */
  children: ReactNode;
}

/** Three answers with their consequence, two rarer ones on a line, as native radios of one question. */
export function AnswerChoice({ ref, track, turn, chosen, onChoose, children }: AnswerChoiceProps) {
  const t = useTranslations();
  const answers = answersFor(track);
  return (
    <fieldset ref={ref}>
      <legend className={classes.legend}>
        <span className={classes.kicker}>
          <StateBadge state={turn === "first" ? "in_review" : "second_opinion"} />
        </span>
        <span className={classes.question}>{t("case.ask.question")}</span>
        <span className={classes.lead}>{t(`case.ask.lead.${turn}`)}</span>
      </legend>
      <div className={classes.choices}>
        {answers.slice(0, 3).map((answer, index) => (
          <ChoiceCard
            key={answer}
            name="classification"
            value={answer}
            title={t(`vocabulary.classification.${answer}`)}
            icon={<Icon name={views[answer].icon} size={18} />}
            tone={views[answer].tone}
            keys={String(index + 1)}
            isChecked={chosen === answer}
            onChoose={() => onChoose(answer)}
          >
            {t(`case.ask.consequence.${answer}`)}
          </ChoiceCard>
        ))}
      </div>
      <div className={classes.others}>
        {answers.slice(3).map((answer, index) => (
          <label key={answer} className={classes.other} title={t(`case.ask.consequence.${answer}`)}>
            <input
              type="radio"
              className="visually-hidden"
              name="classification"
              value={answer}
              checked={chosen === answer}
              aria-keyshortcuts={String(index + 4)}
              onChange={() => onChoose(answer)}
            />
            <Kbd keys={String(index + 4)} />
            {t(`vocabulary.classification.${answer}`)}
          </label>
        ))}
        {children}
      </div>
    </fieldset>
  );
}
