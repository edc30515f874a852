"use client";

import { type ReactNode, useId, useState } from "react";
import classes from "./tick-card.module.css";

interface TickCardProps {
  name: string;
  value?: string;
  label: string;
  defaultChecked?: boolean;
  isDisabled?: boolean;
  /** What follows from it, in a sentence. */
  children?: ReactNode;
}

/** A choice to tick with what follows from it, as large to hit as it looks. It keeps its tick when the form is refused. */
export function TickCard({ name, value, label, defaultChecked = false, isDisabled = false, children }: TickCardProps) {
  const id = useId();
  const [isTicked, setTicked] = useState(defaultChecked);
  return (
    <div className={classes.card}>
      <input
        id={id}
        type="checkbox"
        name={name}
        {...(value !== undefined && { value })}
        checked={isTicked}
        onChange={(event) => setTicked(event.currentTarget.checked)}
        disabled={isDisabled}
        aria-describedby={children === undefined ? undefined : `${id}-hint`}
      />
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      {children === undefined ? null : (
        <span id={`${id}-hint`} className={classes.hint}>
          {children}
        </span>
      )}
    </div>
  );
}
