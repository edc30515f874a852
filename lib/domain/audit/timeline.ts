import { auditActions, type AuditAction } from "./actions";
import type { MaskedEntry } from "./mask";

/** Who speaks in a sentence: the reader, a named colleague, the product itself, or somebody hidden until the decision. */
export type Voice = "you" | "person" | "system" | "hidden";

/** One thing that happened, from the one or several rows that it changed. */
export interface TimelineEvent {
  id: string;
  at: Date;
  /** `database` stands for a change made past the product. */
  action: AuditAction | "database";
  voice: Voice;
  /** The trail's name of the actor; null where hidden. */
  actor: string | null;
  reason: string | null;
  entries: readonly MaskedEntry[];
}

const known: ReadonlySet<string> = new Set(auditActions);

/** Rows of one transaction follow each other at once; two acts of a person hardly do so within this. */
const sameActMs = 2000;

function voiceOf(entry: MaskedEntry): Voice {
  if (entry.isOwn) return "you";
  if (entry.actor === null) return "hidden";
  return entry.actor.startsWith("job:") ? "system" : "person";
}

/** Evidence goes where its case goes, many rows at once: that is part of the act that moves the case. */
const followsCase: ReadonlySet<string> = new Set(["redirect_trace", "fingerprint", "fingerprint_match"]);

const isSameAct = (a: MaskedEntry, b: MaskedEntry): boolean =>
  a.action === b.action &&
  a.actor === b.actor &&
  a.requestId === b.requestId &&
  a.withheld === b.withheld &&
  a.withheld !== "round" &&
  Math.abs(a.at.getTime() - b.at.getTime()) < sameActMs &&
  // A second row of the same table with the same id is a second act.
  (a.subjectTable !== b.subjectTable || followsCase.has(a.subjectTable));

/** Folds rows into acts, oldest first. Entries must come in the order of their ids. Renewals of a lease are no news. */
export function foldTimeline(entries: readonly MaskedEntry[]): TimelineEvent[] {
  const events: (Omit<TimelineEvent, "entries"> & { entries: MaskedEntry[] })[] = [];
  for (const entry of entries) {
    if (entry.action === "case.renewed") continue;
    const last = events.at(-1);
    if (last?.entries.every((one) => isSameAct(one, entry))) {
      last.entries.push(entry);
      continue;
    }
    events.push({
      id: entry.id,
      at: entry.at,
      action: known.has(entry.action) ? (entry.action as AuditAction) : "database",
      voice: voiceOf(entry),
      actor: entry.actor,
      reason: entry.reason,
      entries: [entry],
    });
  }
  return events;
}

/** The value that an act gave to a column, as text; null where it did not touch it or the reader may not see it. */
export function valueOf(event: Pick<TimelineEvent, "entries">, table: string, column: string): string | null {
  for (const entry of event.entries) {
    if (entry.subjectTable !== table) continue;
    const value = entry.changes[column]?.[1] ?? (entry.operation === "delete" ? entry.changes[column]?.[0] : undefined);
    if (typeof value === "string") return value;
  }
  return null;
}

export type TimelineFact =
  "classification" | "basis" | "tag" | "outcome" | "notice" | "predecessor" | "signals" | "state";

/** A sentence's parts: the screen puts them into the reader's language (messages `timeline.act.<action>`). */
export interface TimelineLine {
  id: string;
  at: Date;
  action: TimelineEvent["action"];
  voice: Voice;
  /** The pseudonym; empty where there is none to say. */
  who: string;
  reason: string | null;
  facts: Partial<Record<TimelineFact, string>>;
}
