"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { classifications, type Track } from "@/lib/domain/case/vocabulary";
import type { TrainingAnswer } from "@/lib/domain/vetting/training";
import type { ShownCase } from "@/lib/queries/get-training";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { Kbd } from "@/lib/ui/kbd";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import { StrengthBars } from "@/lib/ui/strength-bars";
import { TrackLabel } from "@/lib/ui/track-label";
import { useRun } from "@/lib/ui/use-run";
import { answer as sendAnswer } from "../actions";
import classes from "./training.module.css";

const marks = { yes: "✓", unknown: "?", no: "–" } as const;

/** As on the case page: the fake that was logged first, then what clears it or leaves it open. */
const answersFor = (track: Track): readonly TrainingAnswer[] => [
  track,
  "authentic",
  "undetermined",
  ...classifications.filter((one) => one !== track && one !== "authentic" && one !== "undetermined"),
  "safeguard",
];

interface TrainingCaseProps {
  shown: ShownCase;
  observed: string;
  position: number;
  total: number;
}

export function TrainingCase({ shown, observed, position, total }: TrainingCaseProps) {
  const t = useTranslations("vetting.training");
  const words = useTranslations();
  const [chosen, setChosen] = useState<TrainingAnswer | null>(null);
  const [isHeld, setHeld] = useState(false);
  const { run, isBusy, problem } = useRun();
  const answers = answersFor(shown.track);
  const wordOf = (one: TrainingAnswer) =>
    one === "safeguard" ? t("safeguard") : words(`vocabulary.classification.${one}`);
  const keyOf = (one: TrainingAnswer, at: number) => (one === "safeguard" ? "s" : String(at + 1));
  const give = () => {
    if (chosen === null) return setHeld(true);
    void run(() => sendAnswer({ track: shown.track, caseId: shown.id, answer: chosen }));
  };
  useKeys([
    ...answers.map((one, at) => ({ keys: keyOf(one, at), label: wordOf(one), run: () => setChosen(one) })),
    { keys: "mod+Enter", label: t("give"), run: give, isOff: isBusy, worksInFields: true },
  ]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <header className={classes.head}>
        <h1>{t("position", { at: position + 1, total })}</h1>
        <TrackLabel track={shown.track} variant="full" />
      </header>
      <section className={classes.facts}>
        <p className={classes.handle}>
          <PlatformIcon platform={shown.platform} /> <span>@{shown.handle}</span> <small>{t("invented")}</small>
        </p>
        <h2>{t("observed")}</h2>
        <p>{observed}</p>
        <h2>{t("signals")}</h2>
        <ul className={classes.signals}>
          {shown.signals.map(({ code, answer, strength }) => (
            <li key={code} data-answer={answer}>
              <span aria-hidden="true">{marks[answer]}</span>
              <span className="visually-hidden">{words(`vocabulary.answer.${answer}`)}: </span>
              <span>{words(`signals.${code}.label`)}</span>
              <StrengthBars strength={strength} />
            </li>
          ))}
        </ul>
        <p className={classes.age}>
          {t("age")} <b>{words(`vocabulary.age.${shown.age}`)}</b>
        </p>
      </section>
      <fieldset className={classes.choices}>
        <legend>{t("question")}</legend>
        {answers.map((one, at) => (
          <ChoiceCard
            key={one}
            name="answer"
            value={one}
            title={wordOf(one)}
            keys={keyOf(one, at)}
            tone={one === "safeguard" ? "red" : "ink"}
            isChecked={chosen === one}
            onChoose={() => setChosen(one)}
          >
            {one === "safeguard" ? t("safeguardHint") : undefined}
          </ChoiceCard>
        ))}
      </fieldset>
      {problem}
      <div className={classes.give}>
        <Button type="submit" size="md" loading={isBusy} aria-keyshortcuts="Control+Enter">
          {t("give")} <Kbd keys="mod+Enter" isOnAccent />
        </Button>
        <span role="status">{isHeld && chosen === null ? t("lack") : ""}</span>
      </div>
    </form>
  );
}
