import "server-only";
import { pointCaps, secondsPerPoint } from "@/lib/domain/case/priority";
import { notFound } from "@/lib/domain/errors";
import { type Db, Prisma, type Tx } from "./client";

export type MandateRow = Prisma.MandateGetPayload<object>;

/**
 * For `change()`: everything that makes, ends or compares mandates comes one after the other, so that of two that claim the same
 * each sees the other. Cases, reports and notices only hold a mandate's row while they rest on it.
 */
export const mandatesLock = Prisma.sql`pg_advisory_xact_lock(hashtext('demasque.mandates'))`;

/** The mandate that a command is about, its row held until the transaction ends. @throws DomainError `not_found`. */
export async function lockMandate(tx: Tx, number: number): Promise<MandateRow> {
  await tx.$queryRaw`SELECT 1 FROM mandate WHERE number = ${BigInt(number)} FOR UPDATE`;
  const row = await tx.mandate.findUnique({ where: { number: BigInt(number) } });
  if (!row) throw notFound("mandate");
  return row;
}

/** The same for what only rests on it: many at once, and nobody freezes, ends or renews it meanwhile. */
export async function holdMandate(tx: Tx, number: number): Promise<MandateRow> {
  await tx.$queryRaw`SELECT 1 FROM mandate WHERE number = ${BigInt(number)} FOR SHARE`;
  const row = await tx.mandate.findUnique({ where: { number: BigInt(number) } });
  if (!row) throw notFound("mandate");
  return row;
}

/** As SQL about `mandate m`: it stands now. What rests on a mandate asks this, and nothing else. */
export const standingMandate = Prisma.sql`(m.status = 'verified' AND (m.expires_at IS NULL OR m.expires_at > now()))`;

/** Whether it stands, held until the transaction ends: it is not frozen or withdrawn between the question and what follows. */
export async function isStanding(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ stands: boolean }[]>(
    Prisma.sql`SELECT ${standingMandate} AS stands FROM mandate m WHERE m.id = ${id}::uuid FOR SHARE`,
  );
  return row?.stands === true;
}

/** The cases of a mandate, held before the mandate itself is: whoever attaches takes them in the same order. */
export async function holdCasesOf(tx: Tx, number: number): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "case" c JOIN mandate m ON m.id = c.mandate_id WHERE m.number = ${BigInt(number)} ORDER BY c.id FOR UPDATE OF c`;
}

const waiting = BigInt(pointCaps.personWaiting * secondsPerPoint);

/** Nobody waits for these cases any more. */
export async function endWaiting(tx: Tx, mandateId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "case" SET points_waiting = 0, queue_rank = queue_rank - ${waiting}
    WHERE mandate_id = ${mandateId}::uuid AND points_waiting = ${pointCaps.personWaiting}`;
}

/** Somebody waits for them again: the mandate was renewed after it had run out. */
export async function beginWaiting(tx: Tx, mandateId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "case" SET points_waiting = ${pointCaps.personWaiting}, queue_rank = queue_rank + ${waiting}
    WHERE mandate_id = ${mandateId}::uuid AND points_waiting = 0 AND state NOT IN ('safeguarding', 'erased', 'authentic', 'merged')`;
}

/**
 * Who has to do with a mandate: whoever wrote it down or saw its code, and who holds or has judged a case that is open under it.
 * Nobody learns by it of a case in the lane.
 */
export async function peopleAround(tx: Db, mandateId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH open_case AS (
      SELECT c.id, c.round, c.held_by FROM "case" c WHERE c.mandate_id = ${mandateId}::uuid
         AND c.state IN ('open', 'reopened', 'in_review', 'second_opinion', 'confirmed', 'notified')),
    around AS (
      SELECT m.created_by AS id FROM mandate m WHERE m.id = ${mandateId}::uuid
      UNION SELECT s.reviewer_id FROM mandate_sighting s WHERE s.mandate_id = ${mandateId}::uuid
      UNION SELECT held_by FROM open_case WHERE held_by IS NOT NULL
      UNION SELECT o.reviewer_id FROM opinion o JOIN open_case c ON c.id = o.case_id AND c.round = o.round AND o.withdrawn_at IS NULL
      UNION SELECT n.prepared_by FROM notice n JOIN notice_case nc ON nc.notice_id = n.id JOIN open_case c ON c.id = nc.case_id
        WHERE n.state = 'draft')
    SELECT u.id::text FROM around a JOIN "user" u ON u.id = a.id
     WHERE u.status = 'active' AND live_roles(u.roles, u.vetted_until) && ARRAY['reviewer', 'protection']`;
  return rows.map(({ id }) => id);
}

/** How many cases of theirs are open, for the sentence that tells them. */
export async function countOpenCases(tx: Db, mandateId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM "case" WHERE mandate_id = ${mandateId}::uuid
       AND state IN ('open', 'reopened', 'in_review', 'second_opinion', 'confirmed', 'notified')`;
  return row?.count ?? 0;
}

/** Active reviewers besides this person. */
export async function countOtherReviewers(tx: Db, personId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM "user" u WHERE u.id <> ${personId}::uuid AND u.status = 'active' AND NOT u.is_sample
       AND 'reviewer' = ANY (live_roles(u.roles, u.vetted_until))`;
  return row?.count ?? 0;
}
