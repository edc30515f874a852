"use client";

import { Button, Group, Stack } from "@mantine/core";
import { CopyButton } from "./copy-button";
import classes from "./secret-once.module.css";

interface SecretOnceProps {
  value: string;
  /** What is copied: "the link". */
  what: string;
  hint: string;
  doneLabel: string;
  onDone: () => void;
}

/** A link or a token that is shown now and never again. */
export function SecretOnce({ value, what, hint, doneLabel, onDone }: SecretOnceProps) {
  return (
    <Stack gap="lg">
      <p className={classes.hint}>{hint}</p>
      <div className={classes.value}>
        <code>{value}</code>
        <CopyButton value={value} what={what} variant="button" />
      </div>
      <Group justify="flex-end">
        <Button onClick={onDone}>{doneLabel}</Button>
      </Group>
    </Stack>
  );
}
