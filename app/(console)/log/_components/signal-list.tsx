"use client";

import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SignalAnswer, Track } from "@/lib/domain/case/vocabulary";
import { signalField } from "@/lib/domain/intake/log-form";
import { checklists, type Signal } from "@/lib/domain/signals/checklists";
import { AnswerSwitch } from "@/lib/ui/answer-switch";
import { StrengthBars } from "@/lib/ui/strength-bars";
import classes from "./signal-list.module.css";

interface SignalListProps {
  track: Track;
  isShown: boolean;
  answers: Readonly<Record<string, SignalAnswer>>;
  onAnswer: (code: string, answer: SignalAnswer | null) => void;
}

/** The track's own checklist: what decides most often at once, the others on demand. */
export function SignalList({ track, isShown, answers, onAnswer }: SignalListProps) {
  const t = useTranslations("log.signals");
  const [isWhole, setWhole] = useState(false);
  const list = checklists[track];
  const hidden = list.filter(({ isShownFirst, code }) => !isShownFirst && answers[code] === undefined).length;
  const shown = isWhole ? list : list.filter(({ isShownFirst, code }) => isShownFirst || answers[code] !== undefined);
  if (!isShown) return null;
  return (
    <section className={classes.section} aria-labelledby={`signals-${track}`}>
      <div className={classes.head}>
        <h2 id={`signals-${track}`}>{t("title")}</h2>
        <span>{t("onlySeen")}</span>
      </div>
      <ul className={classes.list}>
        {shown.map((signal) => (
          <SignalLine
            key={signal.code}
            signal={signal}
            answer={answers[signal.code] ?? null}
            onAnswer={(answer) => onAnswer(signal.code, answer)}
          />
        ))}
      </ul>
      {hidden > 0 || isWhole ? (
        <button type="button" className={classes.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? <IconChevronUp size={16} stroke={1.5} /> : <IconChevronDown size={16} stroke={1.5} />}
          {isWhole ? t("fewer") : t("more", { count: hidden })}
        </button>
      ) : null}
    </section>
  );
}

function SignalLine({
  signal,
  answer,
  onAnswer,
}: {
  signal: Signal;
  answer: SignalAnswer | null;
  onAnswer: (answer: SignalAnswer | null) => void;
}) {
  const t = useTranslations("signals");
  const label = t(`${signal.code}.label`);
  return (
    <li className={classes.line}>
      <StrengthBars strength={signal.strength} />
      <span>{label}</span>
      <AnswerSwitch name={signalField(signal.code)} label={label} value={answer} onChange={onAnswer} />
    </li>
  );
}
