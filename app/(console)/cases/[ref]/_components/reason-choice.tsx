"use client";

import { useTranslations } from "next-intl";
import type { Ref } from "react";
import type { Track } from "@/lib/domain/case/vocabulary";
import { checklists, type Signal, type SignalCode } from "@/lib/domain/signals/checklists";
import { StrengthBars } from "@/lib/ui/strength-bars";
import classes from "./opinion-form.module.css";

interface ReasonChoiceProps {
  ref: Ref<HTMLDivElement>;
  /** The checklist of the kind of fake that was answered, or logged. */
  list: Track;
  observed: readonly SignalCode[];
  ticked: readonly string[];
  /** The answer is a fake: one strong signal is needed. */
  isNeeded: boolean;
  onChange: (ticked: string[]) => void;
}

/** What was reported as seen comes first; the rest of the checklist waits behind a line, since a reviewer may see more than a reporter. */
export function ReasonChoice({ ref, list, observed, ticked, isNeeded, onChange }: ReasonChoiceProps) {
  const t = useTranslations();
  const seen = checklists[list].filter((signal) => observed.includes(signal.code));
  const first = seen.length > 0 ? seen : checklists[list].filter((signal) => signal.isShownFirst);
  const rest = checklists[list].filter((signal) => !first.includes(signal));
  const item = ({ code, strength }: Signal) => (
    <label key={code} className={classes.reason}>
      <input
        type="checkbox"
        name="reasons"
        value={code}
        checked={ticked.includes(code)}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? [...ticked, code] : ticked.filter((one) => one !== code))
        }
      />
      <span>{t(`signals.${code}.label`)}</span>
      <StrengthBars strength={strength} />
    </label>
  );
  return (
    <div ref={ref} role="group" aria-labelledby="opinion-reasons">
      <div className={classes.reasonsHead}>
        <h2 id="opinion-reasons" className={classes.reasonsTitle}>
          {t("case.ask.reasons")}
        </h2>
        <span className={classes.aside}>{isNeeded ? t("case.ask.needStrong") : t("case.ask.optional")}</span>
      </div>
      <div className={classes.reasons}>{first.map(item)}</div>
      <details className={classes.more}>
        <summary>{t("case.ask.moreSignals", { count: rest.length })}</summary>
        <div className={classes.reasons}>{rest.map(item)}</div>
      </details>
    </div>
  );
}
