import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { pseudonymsOf, trailContexts, trailOfCase, trailViewerOf } from "@/lib/db/trail";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import { maskEntry } from "@/lib/domain/audit/mask";
import {
  foldTimeline,
  valueOf,
  type TimelineEvent,
  type TimelineFact,
  type TimelineLine,
} from "@/lib/domain/audit/timeline";
import { notFound } from "@/lib/domain/errors";

export interface CaseTimeline {
  lines: TimelineLine[];
  /** Older entries are in the trail and not here. */
  isCut: boolean;
}

const entryLimit = 400;

/**
 * The case's story for one reader, latest first: what the trail holds, masked, folded into acts.
 * @throws DomainError `not_found` where the reader may not open the case.
 */
export async function getTimeline(actor: UserActor, ref: CaseRef): Promise<CaseTimeline> {
  const current = await getCaseSnapshot(db(), actor, ref);
  if (!can(actor, "case:read", current.facts)) throw notFound("case");
  const [entries, contexts, viewer] = await Promise.all([
    trailOfCase(db(), current.id, entryLimit),
    trailContexts(db(), [current.id]),
    trailViewerOf(db(), actor),
  ]);
  const context = contexts.get(current.id) ?? null;
  const events = foldTimeline(entries.flatMap((entry) => maskEntry(entry, viewer, context) ?? [])).reverse();
  const [names, numbers] = await Promise.all([
    pseudonymsOf(
      db(),
      events.flatMap((event) => event.actor ?? []),
    ),
    numbersIn(events),
  ]);
  const lines = events.map((event) => ({
    id: event.id,
    at: event.at,
    action: event.action,
    voice: event.voice,
    who: event.voice === "person" ? (names.get(event.actor ?? "") ?? event.actor ?? "") : "",
    reason: event.reason,
    facts: factsOf(event, numbers),
  }));
  return { lines, isCut: entries.length === entryLimit };
}

const noticeIdOf = (event: TimelineEvent): string | null =>
  valueOf(event, "notice_case", "notice_id") ??
  valueOf(event, "notice_event", "notice_id") ??
  event.entries.find((entry) => entry.subjectTable === "notice_case")?.subjectId?.split(":")[0] ??
  null;

/** The numbers by which people know the notices and cases that entries name by id. */
async function numbersIn(events: readonly TimelineEvent[]): Promise<Map<string, string>> {
  const noticeIds = [...new Set(events.flatMap((event) => noticeIdOf(event) ?? []))];
  const caseIds = [...new Set(events.flatMap((event) => valueOf(event, "case", "predecessor_id") ?? []))];
  const [notices, cases] = await Promise.all([
    noticeIds.length === 0
      ? []
      : db().notice.findMany({ where: { id: { in: noticeIds } }, select: { id: true, number: true } }),
    caseIds.length === 0
      ? []
      : db().case.findMany({ where: { id: { in: caseIds } }, select: { id: true, number: true } }),
  ]);
  return new Map([...notices, ...cases].map(({ id, number }) => [id, String(number)]));
}

function factsOf(event: TimelineEvent, numbers: ReadonlyMap<string, string>): TimelineLine["facts"] {
  const found: Record<TimelineFact, string | null | undefined> = {
    classification: valueOf(event, "decision", "classification") ?? valueOf(event, "opinion", "classification"),
    basis: valueOf(event, "decision", "basis"),
    tag: valueOf(event, "case_tag", "tag"),
    outcome: valueOf(event, "notice_case", "outcome") ?? valueOf(event, "notice_event", "outcome"),
    notice: numbers.get(noticeIdOf(event) ?? ""),
    predecessor: numbers.get(valueOf(event, "case", "predecessor_id") ?? ""),
    signals: yesCount(valueOf(event, "report", "signals")),
    state: valueOf(event, "case", "state"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null && value !== undefined));
}

function yesCount(signals: string | null): string | null {
  const count = signals?.match(/"yes"/g)?.length ?? 0;
  return count === 0 ? null : String(count);
}
