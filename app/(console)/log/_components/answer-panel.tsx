"use client";

import { NativeSelect, Textarea } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { Dispatch } from "react";
import { tracks } from "@/lib/domain/case/vocabulary";
import { observedMaximum } from "@/lib/domain/intake/report-input";
import type { MandateChoice } from "@/lib/queries/list-mandate-choices";
import { AgeQuestion } from "@/lib/ui/age-question";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { Icon } from "@/lib/ui/icon";
import { trackIcons } from "@/lib/ui/state-view";
import classes from "./answer-panel.module.css";
import type { Lack } from "./lacks";
import type { DraftAction, LogDraft } from "./log-draft";
import { LogPictures } from "./log-pictures";
import { SignalList } from "./signal-list";

interface AnswerPanelProps {
  draft: LogDraft;
  change: Dispatch<DraftAction>;
  count: number;
  lacks: readonly Lack[];
  mandates: readonly MandateChoice[];
  mayReadMandates: boolean;
}

/** What was seen, the same for every address of the box. Nothing is chosen beforehand. */
export function AnswerPanel({ draft, change, count, lacks, mandates, mayReadMandates }: AnswerPanelProps) {
  const t = useTranslations("log");
  const track = useTranslations("vocabulary.track");
  return (
    <section className={classes.panel} aria-label={t("answers")}>
      <p className={classes.about}>{t("about", { count })}</p>

      <fieldset
        data-lack="track"
        className={classes.question}
        aria-describedby={lacks.includes("track") ? "lack-track" : undefined}
      >
        <legend>{t("track.question")}</legend>
        <div className={classes.cards}>
          {tracks.map((value) => (
            <ChoiceCard
              key={value}
              name="track"
              value={value}
              title={track(`${value}.full`)}
              icon={<Icon name={trackIcons[value]} size={18} />}
              isChecked={draft.track === value}
              isRequired
              onChoose={() => change({ do: "answer", answers: { track: value } })}
            >
              {t(`track.${value}`)}
            </ChoiceCard>
          ))}
        </div>
        {lacks.includes("track") ? <Lacking of="track" /> : null}
      </fieldset>

      <AgeQuestion
        name="ageAnswer"
        value={draft.ageAnswer}
        onChange={(ageAnswer) => change({ do: "answer", answers: { ageAnswer } })}
        doubt={t("age.doubt")}
      >
        {lacks.includes("age") ? <Lacking of="age" /> : null}
      </AgeQuestion>

      <LogPictures key={draft.submissionId} isOffered={draft.ageAnswer === "no"} count={count} />

      {tracks.map((value) => (
        <SignalList
          key={value}
          track={value}
          isShown={draft.track === value}
          answers={draft.signals}
          onAnswer={(code, answer) => change({ do: "answer_signal", code, answer })}
        />
      ))}
      {draft.track === null ? <p className={classes.hint}>{t("signals.waiting")}</p> : null}

      <div className={classes.question}>
        <div className={classes.head}>
          <label htmlFor="log-observed">{t("observed.label")}</label>
          <span>{t("observed.optional")}</span>
        </div>
        <Textarea
          id="log-observed"
          name="observed"
          value={draft.observed}
          maxLength={observedMaximum}
          minRows={2}
          maxRows={12}
          autosize
          placeholder={t("observed.placeholder")}
          onChange={(event) => change({ do: "answer", answers: { observed: event.target.value } })}
        />
      </div>

      <div className={classes.question}>
        <label htmlFor="log-mandate">{t("mandate.question")}</label>
        <NativeSelect
          id="log-mandate"
          name="mandateId"
          value={draft.mandateId}
          disabled={!mayReadMandates}
          aria-describedby="mandate-hint"
          onChange={(event) => change({ do: "answer", answers: { mandateId: event.target.value } })}
        >
          <option value="">{t("mandate.none")}</option>
          {mandates.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </NativeSelect>
        <p id="mandate-hint" className={classes.hint}>
          <IconEye size={16} stroke={1.5} aria-hidden="true" />
          <span>
            {t(mayReadMandates ? (draft.mandateId === "" ? "mandate.without" : "mandate.with") : "mandate.later")}
          </span>
        </p>
      </div>
    </section>
  );
}

function Lacking({ of }: { of: "track" | "age" }) {
  const t = useTranslations("log.lack");
  return (
    <p id={`lack-${of}`} className={classes.lack}>
      {t(of)}
    </p>
  );
}
