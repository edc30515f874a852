"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type SignalAnswer, signalAnswers } from "@/lib/domain/case/vocabulary";
import classes from "./answer-switch.module.css";

interface AnswerSwitchProps {
  /** The form field; one per question on the page. */
  name: string;
  /** The question, spoken with the three answers. */
  label: string;
  value?: SignalAnswer | null;
  defaultValue?: SignalAnswer | null;
  onChange?: (answer: SignalAnswer | null) => void;
  isDisabled?: boolean;
}

/** Yes, no or "?" as native radios. Nothing is chosen beforehand; choosing the chosen one again, or Delete, takes it back. */
export function AnswerSwitch({
  name,
  label,
  value,
  defaultValue = null,
  onChange,
  isDisabled = false,
}: AnswerSwitchProps) {
  const t = useTranslations();
  const [own, setOwn] = useState<SignalAnswer | null>(defaultValue);
  const chosen = value === undefined ? own : value;
  const choose = (answer: SignalAnswer | null) => {
    setOwn(answer);
    onChange?.(answer);
  };
  return (
    <fieldset className={classes.switch} disabled={isDisabled}>
      <legend className="visually-hidden">{label}</legend>
      {signalAnswers.map((answer) => (
        <label
          key={answer}
          className={classes.answer}
          data-answer={answer}
          title={chosen === answer ? t("ui.answer.clear") : undefined}
        >
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            value={answer}
            checked={chosen === answer}
            onChange={() => choose(answer)}
            onClick={() => {
              if (chosen === answer) choose(null);
            }}
            onKeyDown={(event) => {
              if (event.key === "Delete" || event.key === "Backspace") choose(null);
            }}
          />
          {answer === "unknown" ? (
            <>
              <span aria-hidden="true">{t("ui.answer.unknownShort")}</span>
              <span className="visually-hidden">{t("vocabulary.answer.unknown")}</span>
            </>
          ) : (
            t(`vocabulary.answer.${answer}`)
          )}
        </label>
      ))}
    </fieldset>
  );
}
