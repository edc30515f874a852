import type { CaseState } from "../case/vocabulary";

/** What a rule may look at. Built by the db layer for one case and one actor; every field is about that pair. */
export interface CaseFacts {
  state: CaseState;
  /** The actor is among those who reported the account to this case. */
  isReporter: boolean;
  isHolder: boolean;
  /** The lease is live, whoever holds it. */
  isHeld: boolean;
  /** A standing opinion of the actor in this round. */
  hasOpinion: boolean;
  /** Somebody's standing opinion in this round. */
  hasFirstOpinion: boolean;
  /** The actor withdrew an opinion in this round while another's stood beside it: they know whether the two agreed. */
  hasComparedOpinion: boolean;
  /** The actor's own first opinion is old enough to be confirmed by the same person, and solo work is switched on. */
  isSoloReady: boolean;
  /** The actor reviews on the case's track. */
  isTrackHeld: boolean;
  /** The actor has not asked to see redirecting bots alone, or it is one. */
  isTrackWished: boolean;
  /** Its decision rests on somebody whose rights were taken away, and nobody has looked again yet. */
  isDoubted: boolean;
}

/** A case about which nothing ties it to the actor; what a permission means before a case is named. */
export const nothingKnown: CaseFacts = {
  state: "open",
  isReporter: false,
  isHolder: false,
  isHeld: false,
  hasOpinion: false,
  hasFirstOpinion: false,
  hasComparedOpinion: false,
  isSoloReady: false,
  isTrackHeld: true,
  isTrackWished: true,
  isDoubted: false,
};
