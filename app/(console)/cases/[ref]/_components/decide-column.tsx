import type { CaseView, Judgement } from "@/lib/queries/get-case";
import type { LaneView } from "@/lib/queries/get-lane";
import { DecidedPanel } from "./decided-panel";
import { LanePanel } from "./lane-panel";
import { LookAgainPanel } from "./look-again-panel";
import { OpinionForm } from "./opinion-form";
import { ReporterPanel } from "./reporter-panel";
import { SafeguardButton } from "./safeguard-button";
import { Steps } from "./steps";
import { WaitingPanel } from "./waiting-panel";
import classes from "./decide-column.module.css";

interface DecideColumnProps {
  view: CaseView;
  next: number | null;
  queueView: string | undefined;
  lane: LaneView | null;
}

const underReview: readonly CaseView["state"][] = ["open", "reopened", "in_review", "second_opinion"];

/** The one thing to decide now, for this reader. */
export function DecideColumn({ view, next, queueView, lane }: DecideColumnProps) {
  const isUnderReview = underReview.includes(view.state);
  const isAsked = view.allowed.includes("give_opinion");
  return (
    <div className={classes.column}>
      {lane === null ? null : <LanePanel view={lane} />}
      {view.scope === "report" ? <ReporterPanel view={view} /> : null}
      {view.judgement && isAsked ? (
        <OpinionForm {...formProps(view, view.judgement)} next={next} queueView={queueView} />
      ) : null}
      {view.judgement && isUnderReview && !isAsked ? <WaitingPanel view={view} judgement={view.judgement} /> : null}
      {view.isDoubted && !isUnderReview ? <LookAgainPanel view={view} /> : null}
      {view.judgement && !isUnderReview ? <DecidedPanel view={view} judgement={view.judgement} /> : null}
      {view.allowed.includes("safeguard") && !isAsked ? (
        <SafeguardButton caseId={view.id} number={view.number} />
      ) : null}
      {view.judgement && isUnderReview ? <Steps view={view} judgement={view.judgement} /> : null}
    </div>
  );
}

function formProps(view: CaseView, judgement: Judgement) {
  return {
    caseId: view.id,
    number: view.number,
    version: view.version,
    track: view.track,
    observed: view.signals.filter((signal) => signal.answer === "yes").map((signal) => signal.code),
    draft: judgement.draft,
    turn: judgement.isSoloConfirmation
      ? ("solo" as const)
      : judgement.hasFirstOpinion
        ? ("second" as const)
        : ("first" as const),
  };
}
