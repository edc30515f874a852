import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

const pageSize = 50;

export interface ListedDecision {
  number: number;
  state: "waiting" | "stands" | "reopened" | "wrong";
  listedAt: Date;
  lookedAt: Date | null;
}

/** The cases that rest on somebody's opinion and were listed for another look, by number: administrators see no content. */
export async function listDecisionsOf(
  actor: UserActor,
  personId: string,
  before?: number,
): Promise<{ pseudonym: string; decisions: ListedDecision[]; next: number | null }> {
  assertCan(actor, "person:read_record");
  const person = await db().user.findUnique({ where: { id: personId }, select: { pseudonym: true } });
  if (person === null) throw notFound("person");
  const rows = await db().$queryRaw<(Omit<ListedDecision, "number"> & { number: bigint })[]>`
    SELECT c.number, l.state, l.listed_at AS "listedAt", l.looked_at AS "lookedAt"
    FROM second_look l JOIN "case" c ON c.id = l.case_id
    WHERE l.person_id = ${personId}::uuid AND c.state <> 'safeguarding'
      ${before === undefined ? Prisma.empty : Prisma.sql`AND c.number < ${BigInt(before)}`}
    ORDER BY c.number DESC LIMIT ${pageSize + 1}`;
  const decisions = rows.slice(0, pageSize).map((row) => ({ ...row, number: Number(row.number) }));
  return { ...person, decisions, next: rows.length > pageSize ? (decisions.at(-1)?.number ?? null) : null };
}
