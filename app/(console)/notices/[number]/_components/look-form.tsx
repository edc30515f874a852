"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { hintBelow } from "@/lib/ui/hint-below";
import { useRun } from "@/lib/ui/use-run";
import { gone } from "../../actions";
import { sight } from "../../ledger-actions";
import classes from "./notice-screen.module.css";

const today = (): string => new Date().toISOString().slice(0, 10);
const seenThings = ["gone", "still_there", "came_back"] as const;

/** Somebody went and looked: gone, still there, or there again; on which day, and what stood there. */
export function LookForm({ number, cases }: { number: number; cases: { number: number; wasGone: boolean }[] }) {
  const t = useTranslations("ledger.look");
  const track = useTranslations("notices.track");
  const { run, isBusy, problem } = useRun();
  const [about, setAbout] = useState(String(cases[0]?.number ?? ""));
  const [what, setWhat] = useState<(typeof seenThings)[number]>("gone");
  const [on, setOn] = useState(today);
  const [seen, setSeen] = useState("");
  const chosen = cases.find((one) => String(one.number) === about);
  const offered = seenThings.filter((one) => one !== "came_back" || chosen?.wasGone === true);
  const kept = offered.includes(what) ? what : "gone";
  return (
    <form
      className={classes.done}
      aria-label={t("title")}
      onSubmit={(event) => {
        event.preventDefault();
        const facts = { number, caseNumber: Number(about), verifiedAt: new Date(`${on}T00:00:00Z`), seen };
        void run(async () => (kept === "gone" ? gone(facts) : sight({ ...facts, what: kept })));
      }}
    >
      {cases.length > 1 ? (
        <NativeSelect
          label={track("case")}
          value={about}
          data={cases.map((one) => ({
            value: String(one.number),
            label: track("caseNumber", { number: String(one.number) }),
          }))}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
      ) : null}
      <NativeSelect
        label={t("what")}
        value={kept}
        data={offered.map((one) => ({ value: one, label: t(one) }))}
        onChange={(event) => setWhat(event.currentTarget.value as (typeof seenThings)[number])}
      />
      <TextInput
        type="date"
        label={t("on")}
        value={on}
        max={today()}
        required
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <TextInput
        {...hintBelow}
        label={t("seen")}
        description={t("seenHint")}
        value={seen}
        maxLength={500}
        onChange={(event) => setSeen(event.currentTarget.value)}
      />
      {problem}
      <Button type="submit" variant="default" loading={isBusy}>
        {t("record")}
      </Button>
    </form>
  );
}
