"use client";

import { IconLifebuoy } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import { type AgeAnswer, ageAnswers } from "@/lib/domain/case/vocabulary";
import classes from "./age-question.module.css";
import { ChoiceCard } from "./choice-card";

interface AgeQuestionProps {
  value: AgeAnswer | null;
  onChange: (answer: AgeAnswer) => void;
  /** The form field; one per question on the page. */
  name: string;
  /** What a yes or a doubt does on this screen, where it is more than one case. */
  doubt?: ReactNode;
  /** What is lacking, under the answers. */
  children?: ReactNode;
  isDisabled?: boolean;
}

/** Asked before any picture, and before its fingerprint. Nothing is chosen beforehand; yes and unsure lead to the safety lane. */
export function AgeQuestion({ value, onChange, name, doubt, children, isDisabled = false }: AgeQuestionProps) {
  const t = useTranslations("lane.age");
  const hintId = useId();
  const isDoubt = value === "yes" || value === "unsure";
  return (
    <fieldset data-lack="age" className={classes.question} aria-describedby={hintId} disabled={isDisabled}>
      <legend>{t("question")}</legend>
      <div className={classes.answers}>
        {ageAnswers.map((answer) => (
          <ChoiceCard
            key={answer}
            name={name}
            value={answer}
            variant="line"
            title={t(answer)}
            isChecked={value === answer}
            isRequired
            isDisabled={isDisabled}
            onChoose={() => onChange(answer)}
          />
        ))}
      </div>
      <p id={hintId} className={isDoubt ? classes.doubt : classes.hint} aria-live="polite">
        <IconLifebuoy size={16} stroke={1.5} aria-hidden="true" />
        <span>{isDoubt ? (doubt ?? t("doubt")) : t("hint")}</span>
      </p>
      {children}
    </fieldset>
  );
}
