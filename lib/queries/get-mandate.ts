import "server-only";
import { isIntimateAllowed } from "@/lib/db/banks";
import { db } from "@/lib/db/client";
import { countOtherReviewers, type MandateRow } from "@/lib/db/mandates";
import { mandateReference } from "@/lib/db/notices";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { declarationFor } from "@/lib/domain/bank";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import {
  type CollisionDecision,
  type ContactWish,
  isCodeAwaited,
  isRenewable,
  mandateStatusAt,
  mayCreatorSight,
  type WithdrawalReason,
} from "@/lib/domain/mandate";
import { readBank } from "./read-bank";
import { readMandateHistory } from "./read-mandate-history";
import { readToldPage } from "./read-told-page";

const shownCases = 100;

/**
 * Everything of one mandate that its page shows, with what the reader may do now.
 * @throws DomainError `not_found`.
 */
export async function getMandate(actor: UserActor, number: number) {
  assertCan(actor, "mandate:read");
  const row = await db().mandate.findUnique({ where: { number: BigInt(number) } });
  if (row === null) throw notFound("mandate");
  const [sightings, cases, collisions, bank, told, history, people, isAllowed] = await Promise.all([
    readSightings(row.id),
    readCases(actor, row.id),
    readCollisions(row.id),
    readBank(row),
    readToldPage(row.id),
    readMandateHistory(row.id),
    pseudonymOf(row.createdBy),
    isIntimateAllowed(db()),
  ]);
  const now = new Date();
  const status = mandateStatusAt(row, now);
  const ofRound = sightings.filter(({ round }) => round === row.round);
  return {
    number,
    reference: mandateReference(number),
    label: row.label,
    authenticUrl: row.authenticUrl,
    contactWish: row.contactWish as ContactWish,
    status,
    code: isCodeAwaited(row, now) ? row.code : null,
    isRenewing: row.renewingSince !== null && status !== "pending",
    createdAt: row.createdAt,
    createdBy: people,
    verifiedAt: row.verifiedAt,
    expiresAt: row.expiresAt,
    withdrawnAt: row.withdrawnAt,
    withdrawnBecause: row.withdrawnBecause as WithdrawalReason | "collision" | null,
    seenBy: (isCodeAwaited(row, now) ? ofRound : sightings).map(({ pseudonym, at }) => ({ pseudonym, at })),
    seenCount: ofRound.length,
    cases,
    collisions,
    bank,
    told,
    declaration: { version: declarationFor(isAllowed), isIntimateAllowed: isAllowed },
    history,
    may: await mayNow(actor, row, ofRound),
  };
}
export type MandateView = Awaited<ReturnType<typeof getMandate>>;

interface Sighting {
  reviewerId: string;
  round: number;
  pseudonym: string;
  at: Date;
}

/** Why somebody does not confirm the code, or that they may. */
async function mayNow(actor: UserActor, row: MandateRow, ofRound: readonly Sighting[]) {
  const now = new Date();
  const status = mandateStatusAt(row, now);
  const hasSeen = ofRound.some(({ reviewerId }) => reviewerId === actor.id);
  const isAsked = isCodeAwaited(row, now) && can(actor, "mandate:verify");
  const isOutside = row.createdBy !== actor.id || mayCreatorSight(await countOtherReviewers(db(), actor.id));
  return {
    sight: isAsked && !hasSeen && isOutside,
    hasSeen: isAsked && hasSeen,
    isKeptOut: isAsked && !hasSeen && !isOutside,
    renew: isRenewable(row, now) && can(actor, "mandate:renew"),
    withdraw: status !== "withdrawn" && can(actor, "mandate:withdraw"),
    attach: status === "verified" && can(actor, "mandate:create"),
    decide: can(actor, "mandate:decide"),
    openBank: can(actor, "bank:open"),
    fillBank: can(actor, "bank:fill"),
    withdrawBank: can(actor, "bank:withdraw"),
    openTold: status === "verified" && can(actor, "told:open"),
    resetTold: can(actor, "told:reset"),
    endTold: can(actor, "told:end"),
    resumeContact: can(actor, "told:resume"),
  };
}

const readSightings = (id: string): Promise<Sighting[]> => db().$queryRaw`
  SELECT s.reviewer_id AS "reviewerId", s.round, u.pseudonym, s.seen_at AS at
  FROM mandate_sighting s JOIN "user" u ON u.id = s.reviewer_id WHERE s.mandate_id = ${id}::uuid ORDER BY s.seen_at DESC LIMIT 20`;

/** Those that the reader's own lists hold; the lane's are not counted either. */
async function readCases(
  actor: UserActor,
  id: string,
): Promise<{ rows: { number: number; state: CaseState }[]; more: number }> {
  const rows = await db().$queryRaw<{ number: bigint; state: CaseState; total: number }[]>`
    SELECT c.number, c.state, (count(*) OVER ())::integer AS total FROM "case" c
    WHERE c.mandate_id = ${id}::uuid AND ${visibleCases(actor)} ORDER BY c.number DESC LIMIT ${shownCases}`;
  return {
    rows: rows.map(({ number, state }) => ({ number: Number(number), state })),
    more: Math.max(0, (rows[0]?.total ?? 0) - rows.length),
  };
}

export interface ShownCollision {
  id: string;
  kind: "account" | "image";
  /** The other mandate's. */
  number: number;
  reference: string;
  foundAt: Date;
  /** As seen from this mandate; null while it waits. */
  decision: "this" | "that" | "both" | "neither" | null;
  /** Which side of the row this mandate is. */
  side: "first" | "second";
}

async function readCollisions(id: string): Promise<ShownCollision[]> {
  const rows = await db().$queryRaw<
    {
      id: string;
      kind: "account" | "image";
      number: bigint;
      foundAt: Date;
      decision: CollisionDecision | null;
      isFirst: boolean;
    }[]
  >`SELECT k.id, k.kind, o.number, k.found_at AS "foundAt", k.decision, k.first_id = ${id}::uuid AS "isFirst"
    FROM mandate_collision k JOIN mandate o ON o.id = CASE WHEN k.first_id = ${id}::uuid THEN k.second_id ELSE k.first_id END
    WHERE ${id}::uuid IN (k.first_id, k.second_id) ORDER BY k.found_at DESC`;
  return rows.map(({ isFirst, number, decision, ...row }) => ({
    ...row,
    number: Number(number),
    reference: mandateReference(number),
    side: isFirst ? "first" : "second",
    decision: seenFrom(isFirst, decision),
  }));
}

function seenFrom(isFirst: boolean, decision: CollisionDecision | null): ShownCollision["decision"] {
  if (decision === "first") return isFirst ? "this" : "that";
  if (decision === "second") return isFirst ? "that" : "this";
  return decision;
}

const pseudonymOf = async (id: string): Promise<string> =>
  (await db().user.findUnique({ where: { id }, select: { pseudonym: true } }))?.pseudonym ?? "";
