import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { classifications, type Classification } from "@/lib/domain/case/vocabulary";
import { isFake } from "@/lib/domain/case/opinions";
import { signalOf } from "@/lib/domain/signals/checklists";
import type { CaseSignals } from "@/lib/queries/get-case-signals";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { readSignals } from "../actions";
import classes from "./dialogs.module.css";
import { OpinionCase, type Ticks } from "./opinion-case";

export interface BatchOpinion {
  classification: Classification;
  note: string;
  cases: { id: string; version: number; reasons: string[] }[];
}

interface OpinionDialogProps {
  ids: string[];
  onClose: () => void;
  /** Says what went wrong, or null. */
  onGive: (opinion: BatchOpinion) => Promise<string | null>;
}

const atOnce = 10;
const isStrong = (code: string): boolean => signalOf(code)?.strength === 3;

/** One answer and one reason; each case is ticked by itself, with what was seen on it. Nothing is preselected. */
export function OpinionDialog({ ids, onClose, onGive }: OpinionDialogProps) {
  const t = useTranslations("queue.opinion");
  const words = useTranslations("vocabulary.classification");
  const [cases, setCases] = useState<CaseSignals[] | null>(null);
  const [answer, setAnswer] = useState<Classification | null>(null);
  const [note, setNote] = useState("");
  const [ticks, setTicks] = useState<ReadonlyMap<string, Ticks>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const asked = ids.slice(0, atOnce).join(" ");
  useEffect(() => {
    let isHere = true;
    void readSignals({ ids: asked.split(" ") }).then((result) => {
      if (isHere) setCases(result.data ?? []);
    });
    return () => {
      isHere = false;
    };
  }, [asked]);

  const ticked = (cases ?? []).flatMap((one) => {
    const tick = ticks.get(one.id);
    return tick?.isLookedAt ? [{ ...one, reasons: [...tick.reasons] }] : [];
  });
  const weak = answer !== null && isFake(answer) ? ticked.filter((one) => !one.reasons.some(isStrong)) : [];
  const lack =
    answer === null
      ? t("needsAnswer")
      : ticked.length === 0
        ? t("needsTick")
        : weak.length > 0
          ? t("needsStrong", { numbers: weak.map((one) => String(one.number)).join(", ") })
          : null;

  async function give() {
    if (answer === null || lack !== null) return;
    setBusy(true);
    const refusal = await onGive({
      classification: answer,
      note,
      cases: ticked.map(({ id, version, reasons }) => ({ id, version, reasons })),
    });
    setBusy(false);
    if (refusal === null) onClose();
    else setProblem(refusal);
  }
  return (
    <Modal opened size="lg" onClose={onClose} title={t("title")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <p className={classes.lead}>{t("lead")}</p>
        <fieldset className={classes.answers}>
          <legend>{t("answer")}</legend>
          {classifications.map((one) => (
            <ChoiceCard
              key={one}
              variant="line"
              name="classification"
              value={one}
              title={words(one)}
              isChecked={answer === one}
              onChoose={() => setAnswer(one)}
            />
          ))}
        </fieldset>
        <Textarea
          label={t("note")}
          value={note}
          maxLength={4000}
          autosize
          minRows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <fieldset className={classes.cases}>
          <legend>{t("cases")}</legend>
          {ids.length > atOnce ? <p className={classes.hint}>{t("tooMany")}</p> : null}
          {cases === null ? <p role="status">{t("loading")}</p> : null}
          {cases?.map((one) => (
            <OpinionCase
              key={one.id}
              subject={one}
              ticks={ticks.get(one.id)}
              onTick={(next) => setTicks(new Map([...ticks, [one.id, next]]))}
            />
          ))}
        </fieldset>
        {problem === null ? null : (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        <Group justify="flex-end" mt="lg">
          <span className={classes.lack} role="status">
            {lack}
          </span>
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={lack !== null} loading={isBusy}>
            {t("give", { count: ticked.length })}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
