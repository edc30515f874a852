"use client";

import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { EscalationStep } from "@/lib/domain/notices/escalation";
import { useRun } from "@/lib/ui/use-run";
import { takeStep } from "../../../../ledger-actions";
import classes from "./escalation.module.css";

const today = (): string => new Date().toISOString().slice(0, 10);

export function StepForm({ number, caseNumber, step }: { number: number; caseNumber: number; step: EscalationStep }) {
  const t = useTranslations("ledger.step");
  const { run, isBusy, problem } = useRun();
  const [on, setOn] = useState(today);
  const [reference, setReference] = useState("");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => takeStep({ number, caseNumber, step, takenOn: new Date(`${on}T00:00:00Z`), reference }));
      }}
    >
      <TextInput
        type="date"
        label={t("on")}
        value={on}
        max={today()}
        required
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <TextInput
        label={t("reference")}
        value={reference}
        maxLength={200}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      {problem}
      <Button type="submit" variant="default" loading={isBusy}>
        {t("record")}
      </Button>
    </form>
  );
}
