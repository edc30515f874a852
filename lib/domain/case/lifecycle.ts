import { DomainError } from "../errors";
import { caseStates, type CaseState } from "./vocabulary";

/** What can be done to a case. The same verb names the permission `case:<command>`, the file, the message and the audit action. */
export const caseCommands = [
  "admit",
  "discard",
  "claim",
  "renew",
  "release",
  "give_opinion",
  "withdraw_opinion",
  "notify",
  "record_answer",
  "close",
  "reopen",
  "safeguard",
  "leave_lane",
  "erase",
] as const;
export type CaseCommand = (typeof caseCommands)[number];

/** What the trail calls the command once it is done. */
export const caseActionOf = {
  admit: "case.admitted",
  discard: "case.discarded",
  claim: "case.claimed",
  renew: "case.renewed",
  release: "case.released",
  give_opinion: "case.opinion_given",
  withdraw_opinion: "case.opinion_withdrawn",
  notify: "case.notified",
  record_answer: "case.answer_recorded",
  close: "case.closed",
  reopen: "case.reopened",
  safeguard: "case.safeguarded",
  leave_lane: "case.lane_left",
  erase: "case.erased",
} as const satisfies Record<CaseCommand, string>;

/**
 * The whole life of a case. Read it as: in this state, this command leads to one of these. Where there are several, the facts
 * decide (agreement of opinions, what the recipients answered), and the code that knows them passes the one it means.
 */
export const lifecycle = {
  draft: { admit: ["open"], discard: ["erased"], safeguard: ["safeguarding"] },
  open: { claim: ["in_review"], safeguard: ["safeguarding"], erase: ["erased"] },
  reopened: { claim: ["in_review"], safeguard: ["safeguarding"], erase: ["erased"] },
  in_review: {
    claim: ["in_review"],
    renew: ["in_review"],
    release: ["open", "reopened"],
    give_opinion: ["second_opinion"],
    safeguard: ["safeguarding"],
    erase: ["erased"],
  },
  second_opinion: {
    claim: ["second_opinion"],
    renew: ["second_opinion"],
    release: ["second_opinion"],
    give_opinion: ["second_opinion", "confirmed", "rejected", "undetermined", "authentic"],
    withdraw_opinion: ["second_opinion", "open", "reopened", "in_review"],
    safeguard: ["safeguarding"],
    erase: ["erased"],
  },
  confirmed: {
    notify: ["notified"],
    close: ["closed"],
    reopen: ["reopened"],
    safeguard: ["safeguarding"],
    erase: ["erased"],
  },
  notified: {
    notify: ["notified"],
    record_answer: ["notified", "actioned", "refused", "unanswered"],
    safeguard: ["safeguarding"],
    erase: ["erased"],
  },
  actioned: {
    notify: ["notified"],
    record_answer: ["notified", "actioned", "refused", "unanswered"],
    close: ["closed"],
    safeguard: ["safeguarding"],
    erase: ["erased"],
  },
  refused: {
    notify: ["notified"],
    record_answer: ["notified", "actioned", "refused", "unanswered"],
    close: ["closed"],
    safeguard: ["safeguarding"],
    erase: ["erased"],
  },
  unanswered: {
    notify: ["notified"],
    record_answer: ["notified", "actioned", "refused", "unanswered"],
    close: ["closed"],
    safeguard: ["safeguarding"],
    erase: ["erased"],
  },
  closed: { safeguard: ["safeguarding"], erase: ["erased"] },
  rejected: { reopen: ["reopened"], safeguard: ["safeguarding"], erase: ["erased"] },
  undetermined: { reopen: ["reopened"], safeguard: ["safeguarding"], erase: ["erased"] },
  authentic: { erase: ["erased"] },
  safeguarding: {
    safeguard: ["safeguarding"],
    // Two of the lane's people: what was under review is looked at afresh, what was decided stands as it was.
    leave_lane: [
      "draft",
      "open",
      "reopened",
      "notified",
      "actioned",
      "refused",
      "unanswered",
      "closed",
      "rejected",
      "undetermined",
    ],
    erase: ["erased"],
  },
  merged: { erase: ["erased"] },
  erased: {},
} as const satisfies Record<CaseState, Partial<Record<CaseCommand, readonly CaseState[]>>>;

const cells: Record<CaseState, Partial<Record<CaseCommand, readonly CaseState[]>>> = lifecycle;

/** The commands that the lifecycle allows in a state, whoever asks. */
export function commandsIn(state: CaseState): CaseCommand[] {
  return caseCommands.filter((command) => cells[state][command] !== undefined);
}

/**
 * The state that a command leads to. `meant` is needed where the table offers several.
 * @throws DomainError `invalid_transition` that names state and command.
 */
export function transition(state: CaseState, command: CaseCommand, meant?: CaseState): CaseState {
  const offered = cells[state][command];
  const next = meant ?? offered?.[0];
  if (offered === undefined || next === undefined || !offered.includes(next)) {
    throw new DomainError("invalid_transition", `${command}_in_${state}`, { command, state, ...(meant && { meant }) });
  }
  return next;
}

/** Every pair of different states that some command joins; the database keeps the same list. */
export function statePairs(): { from: CaseState; to: CaseState }[] {
  const pairs = new Map<string, { from: CaseState; to: CaseState }>();
  for (const from of caseStates) {
    for (const targets of Object.values(cells[from])) {
      for (const to of targets) if (to !== from) pairs.set(`${from} ${to}`, { from, to });
    }
  }
  return [...pairs.values()].sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`));
}
