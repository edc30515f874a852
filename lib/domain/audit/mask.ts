import type { Role } from "../case/vocabulary";

/** Column → [before, after], as the triggers wrote it; content columns hold a digest. */
export type TrailChanges = Readonly<Record<string, readonly [unknown, unknown]>>;

/** One entry of the trail as it is kept. */
export interface TrailEntry {
  /** Digits: ids outgrow JavaScript's whole numbers one day. */
  id: string;
  at: Date;
  actor: string;
  action: string;
  reason: string | null;
  requestId: string | null;
  operation: string;
  subjectTable: string;
  subjectId: string;
  caseId: string | null;
  isLane: boolean;
  changes: TrailChanges;
}

/** What is left of an entry for one reader. */
export interface MaskedEntry extends Omit<TrailEntry, "actor" | "subjectId"> {
  /** Null: somebody whom this reader may not know yet. */
  actor: string | null;
  subjectId: string | null;
  isOwn: boolean;
  /** Why something is missing: the round is undecided, or the reader sees no case content. */
  withheld: "nothing" | "round" | "content";
}

/** Who reads, and under which names the trail knows them: their own and those of their tokens. */
export interface TrailViewer {
  names: ReadonlySet<string>;
  roles: readonly Role[];
}

/** What must be known of a case before an entry about it is shown; null for entries about no case. */
export interface TrailContext {
  isInLane: boolean;
  /** Opinions of the present round may still be given. */
  isUndecided: boolean;
  /** Entries with a greater id belong to the present round. */
  roundStartsAfter: string;
}

/** Acts of judging: while a round is undecided they bear no name, and say nothing of what was thought. */
const judging: ReadonlySet<string> = new Set([
  "case.claimed",
  "case.renewed",
  "case.released",
  "case.lease_ended",
  "case.opinion_given",
  "case.opinion_withdrawn",
  "case.tagged",
  "case.untagged",
  "case.decided",
]);

const opinionTables: ReadonlySet<string> = new Set(["opinion", "decision"]);

/** Columns that say what a case is about, rather than that something was done. An auditor does not read them. */
const contentColumns: ReadonlySet<string> = new Set([
  "signals",
  "strong_signals",
  "medium_signals",
  "weak_signals",
  "points_signals",
  "points_reports",
  "points_waiting",
  "points_return",
  "classification",
  "reasons",
  "basis",
  "tag",
  "track",
  "age_answer",
  "language",
  "legal_grounds",
  "dsa_category",
  "dsa_keywords",
]);

/**
 * What a notice says of its cases beside these, and what would tell that one of them is not spoken of any more: a place or a version that
 * is missing from the row. A file's SHA-256 is no commitment: whoever guessed the file could try it.
 */
const noticeColumns: ReadonlySet<string> = new Set(["reference", "sha256", "position", "version"]);
const noticeTables: ReadonlySet<string> = new Set([
  "notice",
  "notice_case",
  "notice_delivery",
  "notice_document",
  "notice_event",
  "notice_kept",
]);

/** What a volunteer learns of a case that they logged: that it moves, never by whom. */
const toldToReporters: ReadonlySet<string> = new Set([
  "case.opened",
  "case.succeeded",
  "case.reopened",
  "case.decided",
  "case.notified",
  "case.answer_recorded",
  "case.closed",
  "notice.sent",
  "notice.answered",
  "notice.verified_gone",
]);

const isLater = (id: string, than: string): boolean => BigInt(id) > BigInt(than);

/** Reviewers and protection read cases; whoever may open the lane reads the lane. */
const readsContent = (viewer: TrailViewer): boolean =>
  viewer.roles.some((role) => role === "reviewer" || role === "protection" || role === "safeguarding");

/**
 * The action that somebody else's act of judging shows as. A further opinion that decides nothing looks like a claim given back:
 * otherwise the author of the first would learn that another person disagrees. Null: not shown at all.
 */
function shownAction(entry: TrailEntry): string | null {
  if (opinionTables.has(entry.subjectTable) || entry.action === "case.renewed") return null;
  const movesState = "state" in entry.changes;
  if (entry.action === "case.opinion_given") return movesState ? "case.opinion_given" : "case.released";
  if (entry.action === "case.opinion_withdrawn") return movesState ? "case.opinion_withdrawn" : null;
  return entry.action === "case.lease_ended" ? "case.released" : entry.action;
}

const belongsToOpenRound = (entry: TrailEntry, context: TrailContext): boolean =>
  context.isUndecided &&
  isLater(entry.id, context.roundStartsAfter) &&
  (judging.has(entry.action) || opinionTables.has(entry.subjectTable));

/**
 * What of an entry a reader may see, or null for nothing. The one rule for timeline, audit screen and API: lists that filter by
 * actor must leave out what is masked here, since a filter that matches tells the name as well as the entry would.
 */
export function maskEntry(entry: TrailEntry, viewer: TrailViewer, context: TrailContext | null): MaskedEntry | null {
  if ((entry.isLane || context?.isInLane === true) && !viewer.roles.includes("safeguarding")) return null;
  const isOwn = viewer.names.has(entry.actor);
  let shown: MaskedEntry = { ...entry, isOwn, withheld: "nothing" };

  if (!isOwn && context && belongsToOpenRound(entry, context)) {
    const action = shownAction(entry);
    if (action === null || (!readsContent(viewer) && !viewer.roles.includes("auditor"))) return null;
    return {
      ...shown,
      action,
      actor: null,
      subjectTable: "case",
      subjectId: entry.caseId,
      reason: null,
      requestId: null,
      changes: {},
      withheld: "round",
    };
  }
  // Who held the case shows also in what others did to it, such as taking it into the safety lane.
  if (!isOwn && context?.isUndecided === true && "held_by" in entry.changes) {
    const { held_by: _holder, ...changes } = entry.changes;
    shown = { ...shown, changes, withheld: "round" };
  }
  if (readsContent(viewer)) return shown;
  // A notice belongs to no case, since it may be about many, and says what each of them is.
  const isAboutCases = entry.caseId !== null || noticeTables.has(entry.subjectTable);
  if (viewer.roles.includes("auditor")) return isAboutCases ? withoutContent(shown) : shown;
  if (entry.caseId === null) return shown;
  if (!isOwn && !toldToReporters.has(entry.action)) return null;
  return { ...withoutContent(shown), actor: isOwn ? entry.actor : null, requestId: null };
}

function withoutContent(entry: MaskedEntry): MaskedEntry {
  const isOfNotice = noticeTables.has(entry.subjectTable);
  const kept = Object.entries(entry.changes).filter(
    ([column]) => !contentColumns.has(column) && !(isOfNotice && noticeColumns.has(column)),
  );
  const isTag = entry.subjectTable === "case_tag";
  if (kept.length === Object.keys(entry.changes).length && !isTag) return entry;
  return {
    ...entry,
    changes: Object.fromEntries(kept),
    subjectId: isTag ? entry.caseId : entry.subjectId,
    withheld: "content",
  };
}
