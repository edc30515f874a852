import { useTranslations } from "next-intl";
import { signalOf } from "@/lib/domain/signals/checklists";
import type { CaseSignals } from "@/lib/queries/get-case-signals";
import { StrengthBars } from "@/lib/ui/strength-bars";
import classes from "./dialogs.module.css";

export interface Ticks {
  isLookedAt: boolean;
  reasons: ReadonlySet<string>;
}

interface OpinionCaseProps {
  subject: CaseSignals;
  ticks: Ticks | undefined;
  onTick: (ticks: Ticks) => void;
}

const nothing: Ticks = { isLookedAt: false, reasons: new Set() };

/** One case of a batch: its own tick, and under it the signals that were logged, to be ticked one by one. */
export function OpinionCase({ subject, ticks = nothing, onTick }: OpinionCaseProps) {
  const t = useTranslations("queue.opinion");
  const signals = useTranslations("signals");
  const toggled = (code: string): Set<string> => {
    const reasons = new Set(ticks.reasons);
    if (!reasons.delete(code)) reasons.add(code);
    return reasons;
  };
  return (
    <div className={classes.subject}>
      <label className={classes.looked}>
        <input
          type="checkbox"
          checked={ticks.isLookedAt}
          onChange={() => onTick({ ...ticks, isLookedAt: !ticks.isLookedAt })}
        />
        <b>{subject.number}</b> <span className="mono">{subject.handle}</span>
      </label>
      {ticks.isLookedAt ? (
        <fieldset className={classes.signals}>
          <legend className="visually-hidden">{t("signals", { number: subject.number })}</legend>
          {subject.observed.length === 0 ? <p className={classes.hint}>{t("noSignals")}</p> : null}
          {subject.observed.map((code) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={ticks.reasons.has(code)}
                onChange={() => onTick({ ...ticks, reasons: toggled(code) })}
              />
              <StrengthBars strength={signalOf(code)?.strength ?? 1} />
              <span>{signals(`${code}.label`)}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}
