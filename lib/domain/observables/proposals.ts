import { commonReason, type CommonReason } from "./common-values";
import { isPrivate, type ObservableProblem, type ObservableSubkind, type Reading } from "./observable";
import { parseObservable } from "./parse-observable";
import { recognise } from "./recognise";

/** A value that a person may tick: nothing of it is kept before. */
export interface Proposal {
  readonly subkind: ObservableSubkind;
  /** The canonical value; what was written where it is none. */
  readonly text: string;
  readonly display: string;
  readonly problem: ObservableProblem | null;
  readonly isPrivate: boolean;
  readonly common: CommonReason | null;
}

function proposalOf(reading: Reading, written: string): Proposal {
  if (!reading.ok) {
    const { subkind, problem } = reading;
    return { subkind, text: written, display: written, problem, isPrivate: isPrivate(subkind), common: null };
  }
  const { subkind, canonical, display } = reading.observable;
  return {
    ...{ subkind, text: canonical, display, problem: null },
    isPrivate: isPrivate(subkind),
    common: commonReason(reading.observable),
  };
}

/** What a pasted text holds, each value once; last the text itself as a bio, where it is long enough to be compared. */
export function proposalsIn(text: string, readAs: ObservableSubkind | null): Proposal[] {
  if (text.trim() === "") return [];
  if (readAs !== null) return [proposalOf(parseObservable(readAs, text), text.trim())];
  const proposals = new Map<string, Proposal>();
  const add = (proposal: Proposal) => proposals.set(`${proposal.subkind} ${proposal.text}`, proposal);
  for (const { reading, start, end } of recognise(text)) add(proposalOf(reading, text.slice(start, end)));
  const bio = parseObservable("bio_text", text);
  if (bio.ok) add(proposalOf(bio, text));
  return [...proposals.values()];
}
