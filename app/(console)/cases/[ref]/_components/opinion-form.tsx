"use client";

import { Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { opinionNoteMaximum, type OpinionDraft } from "@/lib/domain/case/opinions";
import type { Track } from "@/lib/domain/case/vocabulary";
import type { SignalCode } from "@/lib/domain/signals/checklists";
import { routes } from "@/lib/routes";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { toast } from "@/lib/ui/toast";
import { give, release } from "../actions";
import { AnswerChoice, answersFor } from "./answer-choice";
import { GiveBar } from "./give-bar";
import classes from "./opinion-form.module.css";
import { ReasonChoice } from "./reason-choice";
import { SafeguardButton } from "./safeguard-button";
import { useCommand } from "./use-command";
import { useOpinionDraft } from "./use-opinion-draft";

interface OpinionFormProps {
  caseId: string;
  number: number;
  version: number;
  track: Track;
  /** The signals that the reports answered with yes. */
  observed: readonly SignalCode[];
  draft: OpinionDraft | null;
  turn: "first" | "second" | "solo";
  next: number | null;
  queueView: string | undefined;
}

/** The question. Nothing is chosen beforehand; what is typed is kept on the server for its author alone. */
export function OpinionForm(props: OpinionFormProps) {
  const { caseId, number, version, track, observed, turn, next, queueView } = props;
  const t = useTranslations();
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const { opinion, change, list, reasons, lack, draftState, flush, hold } = useOpinionDraft(caseId, track, props.draft);
  const reasonsRef = useRef<HTMLDivElement>(null);
  const answersRef = useRef<HTMLFieldSetElement>(null);

  const goOn = () => (next === null ? router.refresh() : router.push(routes.caseIn(next, queueView)));
  const see = { label: t("case.ask.see", { number }), run: () => router.push(routes.caseIn(number, queueView)) };

  async function submit() {
    if (lack !== null || opinion.classification === null) {
      const missing = lack === "answer_missing" ? answersRef.current : reasonsRef.current;
      missing?.querySelector("input")?.focus();
      return;
    }
    hold(true);
    const given = await run(() =>
      give({
        id: caseId,
        version,
        classification: opinion.classification ?? "undetermined",
        reasons,
        note: opinion.note,
      }),
    );
    if (!given) {
      hold(false);
      return;
    }
    const said = given.isDecided
      ? t("case.ask.decided", { number, state: t(`vocabulary.state.${given.state}`) })
      : t("case.ask.given", { number });
    toast({ message: said, ...(given.state !== "erased" && { action: see }) });
    goOn();
  }

  async function pass() {
    await flush();
    const released = await run(() => release({ id: caseId, version }));
    if (!released) return;
    toast({ message: t("case.ask.passed", { number }), tone: "blue", action: see });
    goOn();
  }

  const answers = answersFor(track);
  useKeys([
    ...answers.map((answer, index) => ({
      keys: String(index + 1),
      label: t("case.keys.answer", { number: index + 1, answer: t(`vocabulary.classification.${answer}`) }),
      run: () => change({ classification: answer }),
    })),
    { keys: "mod+Enter", label: t("case.keys.give"), worksInFields: true, run: () => void submit() },
    { keys: "p", label: t("case.keys.pass"), run: () => void pass() },
  ]);

  return (
    <form
      className={classes.form}
      onKeyDown={(event) => {
        // Enter on a radio or a box would hand the answer in; that takes the button, or Ctrl Enter.
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target instanceof HTMLInputElement)
          event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <AnswerChoice
        ref={answersRef}
        track={track}
        turn={turn}
        chosen={opinion.classification}
        onChoose={(classification) => change({ classification })}
      >
        <SafeguardButton caseId={caseId} number={number} />
      </AnswerChoice>
      <ReasonChoice
        ref={reasonsRef}
        list={list}
        observed={observed}
        ticked={opinion.reasons}
        isNeeded={opinion.classification === null || opinion.classification === list}
        onChange={(ticked) => change({ reasons: ticked })}
      />
      <div>
        <Textarea
          label={t("case.ask.noteLabel")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          description={t("case.ask.noteHint")}
          value={opinion.note}
          maxLength={opinionNoteMaximum}
          autosize
          minRows={2}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <p className={classes.draft} role="status">
          {draftState === "idle" ? "" : t(`case.ask.draft.${draftState}`)}
        </p>
      </div>
      {problem}
      <GiveBar lack={lack} isBusy={isBusy} next={next} onPass={() => void pass()} />
    </form>
  );
}
