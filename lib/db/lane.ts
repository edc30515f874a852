import "server-only";
import { exitDays, exitConfirmersOf } from "@/lib/domain/lane/stay";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import type { EarlierStay, LaneHold, LaneKind } from "@/lib/domain/lane/stay";
import { conflict, notFound } from "@/lib/domain/errors";
import { type Db, Prisma, type Tx } from "./client";
import { readTeam } from "./proposals";

export interface LaneStayRow {
  caseId: string;
  fromState: CaseState | null;
  kind: LaneKind;
  takenBy: string | null;
  hold: LaneHold;
  holdReason: string | null;
  holdUntil: Date | null;
}

/** How the case stands in the lane. @throws DomainError `not_found` where it is not there. */
export async function readStay(tx: Db, caseId: string): Promise<LaneStayRow> {
  const row = await tx.laneStay.findUnique({ where: { caseId } });
  if (row === null) throw notFound("case");
  return {
    ...row,
    fromState: row.fromState as CaseState | null,
    kind: row.kind as LaneKind,
    hold: row.hold as LaneHold,
  };
}

/**
 * What the trail keeps of earlier stays, oldest first: when the case left, and when it was purged, both of which are taken off its row as
 * it leaves or comes back.
 */
export function readEarlierStays(db: Db, caseId: string): Promise<EarlierStay[]> {
  return db.$queryRaw<EarlierStay[]>`
    SELECT (s.changes -> 'lane_since' ->> 0)::timestamptz AS since, s.at AS until, (s.changes -> 'evidence_purged_at' ->> 0)::timestamptz AS "purgedAt"
    FROM audit_entry s WHERE s.case_id = ${caseId}::uuid AND s.subject_table = 'case' AND s.operation = 'update'
      AND ((s.changes -> 'lane_since' ->> 0 IS NOT NULL AND s.changes -> 'lane_since' ->> 1 IS NULL)
        OR (s.changes -> 'evidence_purged_at' ->> 0 IS NOT NULL AND s.changes -> 'evidence_purged_at' ->> 1 IS NULL))
    ORDER BY s.id`;
}

/** For `change()`: the lane's people are told by one worker at a time, so that what came together is said once. */
export const laneTellingLock = Prisma.sql`pg_advisory_xact_lock(hashtext('demasque.lane_telling'))`;

/** Those who may confirm that a case which this person would let go leaves the lane. Under the lock of people. */
export async function exitConfirmers(db: Db, proposerId: string): Promise<string[]> {
  return exitConfirmersOf(await readTeam(db, proposerId), proposerId);
}

export interface LaneExitRow {
  id: string;
  caseId: string;
  reason: string;
  proposedBy: string;
  proposedAt: Date;
  expiresAt: Date;
}

const columns = Prisma.sql`x.id, x.case_id AS "caseId", x.reason, x.proposed_by AS "proposedBy", x.proposed_at AS "proposedAt", x.expires_at AS "expiresAt"`;

/** What waits about a case; null where nothing does. */
export async function openExitOf(db: Db, caseId: string): Promise<LaneExitRow | null> {
  const [row] = await db.$queryRaw<LaneExitRow[]>`
    SELECT ${columns} FROM lane_exit x WHERE x.case_id = ${caseId}::uuid AND x.state = 'open' AND x.expires_at > now()`;
  return row ?? null;
}

/** @throws DomainError `conflict lane_exit_open` where one waits already. */
export async function insertExit(tx: Tx, given: { caseId: string; reason: string; proposedBy: string }): Promise<void> {
  const { caseId, reason, proposedBy } = given;
  const waiting = await tx.laneExit.count({ where: { caseId, state: "open" } });
  if (waiting > 0) throw conflict("lane_exit_open");
  await tx.$executeRaw`INSERT INTO lane_exit (case_id, reason, proposed_by, expires_at)
    VALUES (${caseId}::uuid, ${reason}, ${proposedBy}::uuid, now() + make_interval(days => ${exitDays}::integer))`;
}

export type ExitEnd = "confirmed" | "declined" | "withdrawn" | "lapsed";

/** By the transaction's own time: the database lets a case leave in this very transaction alone. */
export async function endExit(tx: Tx, id: string, end: ExitEnd, decidedBy: string | null): Promise<void> {
  await tx.$executeRaw`UPDATE lane_exit SET state = ${end}, decided_by = ${decidedBy}::uuid, decided_at = now() WHERE id = ${id}::uuid`;
}

/** One that has waited its time; null where there is none, or another worker has it. */
export async function lockExpiredExit(tx: Tx): Promise<LaneExitRow | null> {
  const [row] = await tx.$queryRaw<LaneExitRow[]>`
    SELECT ${columns} FROM lane_exit x WHERE x.state = 'open' AND x.expires_at <= now()
    ORDER BY x.expires_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return row ?? null;
}

/** Which of these cases no notice may be about now: in the lane, or of an account whose notices wait. */
export async function heldBack(db: Db, caseIds: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM unnest(${[...caseIds]}::uuid[]) AS id WHERE is_held_back(id)`;
  return rows.map(({ id }) => id);
}

/** @throws DomainError `conflict restricted_desk`, which says neither why nor which. */
export async function assertNotHeldBack(db: Db, caseIds: readonly string[]): Promise<void> {
  if ((await heldBack(db, caseIds)).length > 0) throw conflict("restricted_desk");
}
