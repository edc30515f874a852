"use client";

import { useTranslations } from "next-intl";
import classes from "./factor.module.css";
import { useStepUp } from "./step-up";

/** Beside a refusal that a factor would lift: asks for it there, and leaves what was typed as it is. */
export function StepUpButton() {
  const t = useTranslations("factor.confirm");
  const stepUp = useStepUp();
  if (stepUp === null) return null;
  return (
    <button type="button" className={classes.inline} onClick={() => void stepUp.ask()}>
      {t("stepTitle")}
    </button>
  );
}
