import "server-only";
import type { Actor } from "@/lib/domain/access/actor";
import type { CaseFacts } from "@/lib/domain/access/policy";
import { transition, type CaseCommand } from "@/lib/domain/case/lifecycle";
import type { CaseState, Classification, Track } from "@/lib/domain/case/vocabulary";
import { conflict, notFound } from "@/lib/domain/errors";
import { onlyBotsWished } from "./care";
import { Prisma, type Db, type Tx } from "./client";

/** A case as a command finds it, with what the policy needs to know about the actor and it. */
export interface CaseSnapshot {
  id: string;
  number: number;
  accountId: string;
  platformId: string;
  state: CaseState;
  track: Track;
  round: number;
  classification: Classification | null;
  decidedBy: "two_persons" | "one_person" | "imported" | null;
  mandateId: string | null;
  heldBy: string | null;
  leaseUntil: Date | null;
  version: number;
  facts: CaseFacts;
}

/** Numbers are what people say and type; ids are what forms carry. */
export type CaseRef = { number: number } | { id: string };

const columns = (actor: Actor) => {
  const actorId = actor.kind === "user" ? actor.id : null;
  return Prisma.sql`
    c.id, c.number, c.account_id AS "accountId", c.platform_id AS "platformId", c.state, c.track, c.round, c.classification,
    c.decided_by AS "decidedBy", c.mandate_id AS "mandateId", c.held_by AS "heldBy", c.lease_until AS "leaseUntil", c.version,
    EXISTS (SELECT 1 FROM report r WHERE r.case_id = c.id AND r.reporter_id = ${actorId}::uuid) AS "isReporter",
    c.held_by IS NOT DISTINCT FROM ${actorId}::uuid AND c.held_by IS NOT NULL AS "isHolder",
    c.held_by IS NOT NULL AND c.lease_until > clock_timestamp() AS "isHeld",
    EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.id AND o.round = c.round AND o.withdrawn_at IS NULL
              AND o.reviewer_id = ${actorId}::uuid) AS "hasOpinion",
    EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.id AND o.round = c.round AND o.withdrawn_at IS NULL) AS "hasFirstOpinion",
    EXISTS (SELECT 1 FROM opinion w JOIN opinion o ON o.case_id = w.case_id AND o.round = w.round AND o.reviewer_id <> w.reviewer_id
              AND o.withdrawn_at IS NULL AND o.created_at < w.withdrawn_at
             WHERE w.case_id = c.id AND w.round = c.round AND w.reviewer_id = ${actorId}::uuid) AS "hasComparedOpinion",
    EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.id AND o.round = c.round AND o.withdrawn_at IS NULL
              AND o.reviewer_id = ${actorId}::uuid AND NOT o.is_solo AND o.created_at <= clock_timestamp() - interval '24 hours')
      AND coalesce((SELECT value = 'true'::jsonb FROM setting WHERE key = 'solo_work'), false)
      AND (SELECT count(*) FROM opinion o WHERE o.case_id = c.id AND o.round = c.round AND o.withdrawn_at IS NULL) = 1 AS "isSoloReady",
    EXISTS (SELECT 1 FROM "user" u WHERE u.id = ${actorId}::uuid AND c.track = ANY (u.review_tracks)) AS "isTrackHeld",
    c.track = 'redirecting_bot' OR NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = ${actorId}::uuid AND ${onlyBotsWished}) AS "isTrackWished",
    EXISTS (SELECT 1 FROM second_look l WHERE l.case_id = c.id AND l.state = 'waiting') AS "isDoubted"`;
};

type Row = Omit<CaseSnapshot, "facts" | "number"> & { number: bigint } & Omit<CaseFacts, "state">;

const whereRef = (ref: CaseRef) =>
  "id" in ref ? Prisma.sql`c.id = ${ref.id}::uuid` : Prisma.sql`c.number = ${BigInt(ref.number)}`;

function snapshotOf(row: Row): CaseSnapshot {
  const {
    isReporter,
    isHolder,
    isHeld,
    hasOpinion,
    hasFirstOpinion,
    hasComparedOpinion,
    isSoloReady,
    isTrackHeld,
    isTrackWished,
    isDoubted,
    ...rest
  } = row;
  return {
    ...rest,
    number: Number(row.number),
    facts: {
      state: row.state,
      isReporter,
      isHolder,
      isHeld,
      hasOpinion,
      hasFirstOpinion,
      hasComparedOpinion,
      isSoloReady,
      isTrackHeld,
      isTrackWished,
      isDoubted,
    },
  };
}

/**
 * Reads a case for a command. With `lock` its row is held until the transaction ends, so that what the policy saw stays true.
 * @throws DomainError `not_found`. Whether the actor may see the case is for the policy to say.
 */
export async function getCaseSnapshot(tx: Db, actor: Actor, ref: CaseRef, lock = false): Promise<CaseSnapshot> {
  const [row] = await tx.$queryRaw<Row[]>(
    Prisma.sql`SELECT ${columns(actor)} FROM "case" c WHERE ${whereRef(ref)} ${lock ? Prisma.sql`FOR UPDATE OF c` : Prisma.empty}`,
  );
  if (!row) throw notFound("case");
  return snapshotOf(row);
}

/** The same for several cases, in the order of their ids so that two callers never wait for each other crosswise. */
export async function getCaseSnapshots(
  tx: Db,
  actor: Actor,
  ids: readonly string[],
  lock = false,
): Promise<CaseSnapshot[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<Row[]>(
    Prisma.sql`SELECT ${columns(actor)} FROM "case" c WHERE c.id = ANY (${[...ids]}::uuid[]) ORDER BY c.id
               ${lock ? Prisma.sql`FOR UPDATE OF c` : Prisma.empty}`,
  );
  return rows.map(snapshotOf);
}

/** What a transition may change besides the state; the writer raises the version itself. */
export type CasePatch = Omit<Prisma.CaseUncheckedUpdateManyInput, "id" | "state" | "version" | "stateChangedAt">;

/**
 * The only writer of `case.state`. Compare-and-set on the version: of two commands that saw the same case, one wins.
 * @throws DomainError `invalid_transition`, or `conflict` with the version that the caller had seen.
 */
export async function commitTransition(
  tx: Tx,
  before: CaseSnapshot,
  command: CaseCommand,
  meant: CaseState | undefined,
  patch: CasePatch = {},
): Promise<{ state: CaseState; version: number }> {
  const state = transition(before.state, command, meant);
  const version = before.version + 1;
  const { count } = await tx.case.updateMany({
    where: { id: before.id, version: before.version },
    data: { ...patch, state, version, ...(state !== before.state && { stateChangedAt: new Date() }) },
  });
  if (count !== 1) throw conflict("case_changed", { number: before.number, version: before.version });
  return { state, version };
}

/** @throws DomainError `conflict` when the case is no longer as the actor saw it. */
export function assertVersion(current: CaseSnapshot, expectedVersion: number | undefined): void {
  if (expectedVersion !== undefined && current.version !== expectedVersion) {
    throw conflict("case_changed", { number: current.number, version: current.version });
  }
}
