"use client";

import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { hintBelow } from "./hint-below";
import classes from "./spoken-code-field.module.css";

interface SpokenCodeFieldProps {
  label: string;
  hint?: ReactNode;
  value: string;
  onType: (code: string) => void;
}

/** A code that somebody was handed, on paper or by telephone: nothing keeps it, nothing corrects it, and it has room for dashes and spaces. */
export function SpokenCodeField({ label, hint, value, onType }: SpokenCodeFieldProps) {
  return (
    <TextInput
      {...hintBelow}
      className={classes.field}
      label={label}
      description={hint}
      required
      withAsterisk={false}
      maxLength={60}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
