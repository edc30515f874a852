import { useTranslations } from "next-intl";
import { Icon } from "./icon";
import classes from "./strength-bars.module.css";

export type Strength = 1 | 2 | 3;

interface StrengthBarsProps {
  strength: Strength;
  /** How many signals have this strength; printed beside the bars. */
  count?: number;
  /** Shows the word instead of speaking it only. */
  isWordShown?: boolean;
}

export function StrengthBars({ strength, count, isWordShown = false }: StrengthBarsProps) {
  const t = useTranslations("vocabulary");
  return (
    <span className={classes.strength}>
      <Icon name={`strength-${strength}`} />
      {count === undefined ? null : <span>{count}</span>}
      <span className={isWordShown ? undefined : "visually-hidden"}>{t(`strength.${strength}`)}</span>
    </span>
  );
}
