import { useTranslations } from "next-intl";
import type { ToldError } from "@/lib/domain/errors";
import { Icon } from "./icon";
import { StepUpButton } from "./factor/step-up-button";
import classes from "./action-error.module.css";
import { useErrorText } from "./use-error-text";

interface ActionErrorProps {
  /** What an action answered; nothing is shown for one that went well. */
  result: { serverError?: ToldError | undefined; validationErrors?: unknown };
  id?: string;
}

/** Says why an action was refused, beside the form that asked; read out as soon as it appears. */
export function ActionError({ result, id }: ActionErrorProps) {
  const t = useTranslations("errors");
  const textOf = useErrorText();
  const text = result.serverError ? textOf(result.serverError) : result.validationErrors ? t("reason.form") : null;
  return (
    <div role="alert" id={id} className={classes.region}>
      {text === null ? null : (
        <p className={classes.error}>
          <Icon name="state-refused" size={16} />
          <span>
            {text} {result.serverError?.reason === "step_up_needed" ? <StepUpButton /> : null}
          </span>
        </p>
      )}
    </div>
  );
}
