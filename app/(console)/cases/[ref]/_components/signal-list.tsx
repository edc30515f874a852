import { useTranslations } from "next-intl";
import type { CaseView } from "@/lib/queries/get-case";
import { Panel } from "@/lib/ui/panel";
import { StrengthBars } from "@/lib/ui/strength-bars";
import classes from "./signal-list.module.css";

const marks = { yes: "✓", unknown: "?", no: "–" } as const;

/** What the reporters answered, the observed ones first. A mark and a spoken word say the answer, never the colour alone. */
export function SignalList({ signals }: { signals: CaseView["signals"] }) {
  const t = useTranslations();
  const count = (answer: "yes" | "no" | "unknown") => signals.filter((signal) => signal.answer === answer).length;
  const counts = t("case.signals.counts", { yes: count("yes"), unknown: count("unknown"), no: count("no") });
  return (
    <Panel variant="section" title={t("case.signals.title")} aside={signals.length === 0 ? undefined : counts}>
      {signals.length === 0 ? <p className={classes.none}>{t("case.signals.none")}</p> : null}
      <ul className={classes.signals}>
        {signals.map(({ code, answer, strength }) => (
          <li key={code} className={classes.signal} data-answer={answer}>
            <span className={classes.mark} aria-hidden="true">
              {marks[answer]}
            </span>
            <span className="visually-hidden">{t(`vocabulary.answer.${answer}`)}: </span>
            <span className={classes.label}>{t(`signals.${code}.label`)}</span>
            <StrengthBars strength={strength} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
