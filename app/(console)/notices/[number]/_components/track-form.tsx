"use client";

import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { type Outcome, outcomes } from "@/lib/domain/case/vocabulary";
import { fieldDay } from "@/lib/i18n/format";
import { useRun } from "@/lib/ui/use-run";
import { answer, receive } from "../../actions";
import { LookForm } from "./look-form";
import classes from "./notice-screen.module.css";

/** Receipt, answer, disappearance: what became of a notice, as somebody learns it. */
export function TrackForm({
  number,
  isReceived,
  cases,
}: {
  number: number;
  isReceived: boolean;
  cases: { number: number; wasGone: boolean }[];
}) {
  const t = useTranslations("notices");
  const words = useTranslations("vocabulary");
  const timeZone = useTimeZone() ?? "UTC";
  const { run, isBusy, problem } = useRun();
  const [reference, setReference] = useState("");
  const [outcome, setOutcome] = useState<Outcome | "">("");
  const [informedOn, setInformedOn] = useState(() => fieldDay(new Date(), timeZone));
  const [about, setAbout] = useState("");
  const [note, setNote] = useState("");
  const options = outcomes.filter((one) => one !== "verified_gone");
  return (
    <div className={classes.send}>
      {isReceived ? null : (
        <form
          className={classes.done}
          onSubmit={(event) => {
            event.preventDefault();
            void run(() => receive({ number, reference, receivedAt: new Date() }));
          }}
        >
          <TextInput
            label={t("track.reference")}
            value={reference}
            maxLength={200}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={isBusy}>
            {t("track.receipt")}
          </Button>
        </form>
      )}
      <form
        className={classes.done}
        onSubmit={(event) => {
          event.preventDefault();
          if (outcome === "") return;
          void run(() =>
            answer({
              number,
              outcome,
              informedOn: new Date(`${informedOn}T00:00:00Z`),
              note,
              caseNumbers: about === "" ? [] : [Number(about)],
            }),
          );
        }}
      >
        <NativeSelect
          label={t("track.outcome")}
          value={outcome}
          data={[{ value: "", label: "–" }, ...options.map((one) => ({ value: one, label: words(`outcome.${one}`) }))]}
          onChange={(event) => setOutcome(event.currentTarget.value as Outcome | "")}
        />
        {cases.length > 1 ? (
          <NativeSelect
            label={t("track.case")}
            value={about}
            data={[
              { value: "", label: t("track.allCases") },
              ...cases.map((one) => ({
                value: String(one.number),
                label: t("track.caseNumber", { number: String(one.number) }),
              })),
            ]}
            onChange={(event) => setAbout(event.currentTarget.value)}
          />
        ) : null}
        <TextInput
          type="date"
          label={t("track.informedOn")}
          value={informedOn}
          max={fieldDay(new Date(), timeZone)}
          required
          onChange={(event) => setInformedOn(event.currentTarget.value)}
        />
        <Textarea
          label={t("track.note")}
          value={note}
          maxLength={2000}
          autosize
          minRows={1}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {problem}
        <Button type="submit" disabled={outcome === ""} loading={isBusy}>
          {t("track.record")}
        </Button>
      </form>
      {cases.length > 0 ? <LookForm number={number} cases={cases} /> : null}
    </div>
  );
}
