"use client";

import { useState } from "react";
import classes from "./pill-choice.module.css";

interface PillChoiceProps<Value extends string> {
  name: string;
  label: string;
  choices: readonly { value: Value; label: string }[];
  /** Steered from outside; null for not known yet. */
  value?: Value | null;
  defaultValue?: Value;
  onChoose: (value: Value) => void;
}

/** A few short words of which one holds: native radios in a row. */
export function PillChoice<Value extends string>({
  name,
  label,
  choices,
  value,
  defaultValue,
  onChoose,
}: PillChoiceProps<Value>) {
  const [own, setOwn] = useState<Value | null>(defaultValue ?? null);
  const chosen = value === undefined ? own : value;
  return (
    <fieldset className={classes.choice}>
      <legend>{label}</legend>
      <div className={classes.track}>
        {choices.map((choice) => (
          <label key={choice.value} className={classes.pill}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={chosen === choice.value}
              onChange={() => {
                setOwn(choice.value);
                onChoose(choice.value);
              }}
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
