import { useTranslations } from "next-intl";
import type { Proposal } from "@/lib/domain/observables/proposals";
import classes from "./observables-panel.module.css";

interface ObservableProposalsProps {
  proposals: readonly Proposal[];
  keyOf: (proposal: Proposal) => string;
  isEmpty: boolean;
  ticked: ReadonlySet<string>;
  onTick: (key: string) => void;
}

/** What was recognised, each with what would become of it; what is no valid value says why and cannot be ticked. */
export function ObservableProposals({ proposals, keyOf, isEmpty, ticked, onTick }: ObservableProposalsProps) {
  const t = useTranslations("observables");
  const said = (one: Proposal): string | null => {
    if (one.problem !== null) return t(`problem.${one.problem}`);
    if (one.common !== null) return t("common", { reason: t(`commonReason.${one.common}`) });
    return one.isPrivate ? t("privateHint") : null;
  };
  return (
    <div role="status" className={classes.proposals}>
      {isEmpty ? null : <span className={classes.note}>{t("recognised", { count: proposals.length })}</span>}
      {proposals.map((one) => (
        <label key={keyOf(one)} className={classes.proposal}>
          <input
            type="checkbox"
            disabled={one.problem !== null}
            checked={ticked.has(keyOf(one))}
            onChange={() => onTick(keyOf(one))}
          />
          <span>
            <span className={classes.name}>{t(`subkind.${one.subkind}`)}</span>{" "}
            <span className={one.subkind === "bio_text" ? classes.bio : classes.value}>{one.display}</span>
            {said(one) === null ? null : <span className={classes.problem}> {said(one)}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
