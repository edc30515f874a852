import type { ReactNode } from "react";
import classes from "./choice-card.module.css";
import { Kbd } from "./kbd";
import { classNames, type Tone, toneClass } from "./tone";

interface ChoiceCardProps {
  name: string;
  value: string;
  title: ReactNode;
  /** The consequence of this choice, said on the card. */
  children?: ReactNode;
  icon?: ReactNode;
  tone?: Tone;
  /** The key that chooses it, printed on the card. */
  keys?: string;
  isChecked?: boolean;
  isDefaultChecked?: boolean;
  onChoose?: (value: string) => void;
  isDisabled?: boolean;
  isRequired?: boolean;
  /** "line" is one line with the radio's dot shown, for short answers side by side. */
  variant?: "card" | "line";
}

/** One answer of a question, as a native radio on a card. Put several under one fieldset with a legend. */
export function ChoiceCard(props: ChoiceCardProps) {
  const { name, value, title, children, icon, tone = "ink", keys, variant = "card", onChoose } = props;
  return (
    <label className={classNames(classes.choice, classes[variant])}>
      <input
        type="radio"
        className={variant === "line" ? classes.dot : "visually-hidden"}
        name={name}
        value={value}
        disabled={props.isDisabled}
        required={props.isRequired}
        aria-keyshortcuts={keys}
        {...(props.isChecked === undefined ? { defaultChecked: props.isDefaultChecked } : { checked: props.isChecked })}
        onChange={onChoose === undefined ? undefined : () => onChoose(value)}
      />
      {keys === undefined ? null : <Kbd keys={keys} />}
      {icon === undefined ? null : <span className={classNames(classes.icon, toneClass(tone))}>{icon}</span>}
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        {children === undefined ? null : <span className={classes.consequence}>{children}</span>}
      </span>
      {variant === "card" ? (
        <svg className={classes.tick} width="16" height="16" aria-hidden="true">
          <use href="/icons.svg#tick" />
        </svg>
      ) : null}
    </label>
  );
}
