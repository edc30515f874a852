"use client";

import { Input } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import classes from "./code-field.module.css";

interface CodeFieldProps {
  name: string;
  label: ReactNode;
  hint: string;
  error?: string | undefined;
  length: number;
}

/** Letters and digits alone: what is pasted may bring its dash, spaces or small letters. */
const cleaned = (text: string, length: number): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, length);

/** One field, drawn as a box per character: it is typed, pasted, corrected and read out like any other. */
export function CodeField({ name, label, hint, error, length }: CodeFieldProps) {
  const id = useId();
  const [value, setValue] = useState("");
  return (
    <Input.Wrapper
      size="md"
      id={id}
      label={label}
      description={hint}
      error={error}
      inputWrapperOrder={["label", "input", "description", "error"]}
      labelProps={{ className: classes.label }}
    >
      <div className={classes.boxes} data-invalid={error === undefined ? undefined : true}>
        {Array.from({ length }, (_, at) => (
          <span
            key={at}
            className={classes.box}
            data-current={at === Math.min(value.length, length - 1) ? true : undefined}
            aria-hidden="true"
          >
            {value.charAt(at) || <span className={classes.empty} />}
          </span>
        ))}
        <input
          id={id}
          name={name}
          className={classes.input}
          value={value}
          onChange={(event) => setValue(cleaned(event.currentTarget.value, length))}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          autoFocus
          spellCheck={false}
          pattern={`[A-Za-z0-9]{${String(length)}}`}
          required
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? `${id}-description` : `${id}-description ${id}-error`}
        />
      </div>
    </Input.Wrapper>
  );
}
