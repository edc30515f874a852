import "server-only";
import { createHash, createHmac } from "node:crypto";
import { readMode } from "@/lib/domain/access/mode";
import { plainCode } from "@/lib/domain/bank";
import { toldIdleMinutes, toldLongestMinutes } from "@/lib/domain/told/told-page";
import { env } from "@/lib/env";
import { type Db, db, type Prisma, type Tx } from "./client";
import { standingMandate } from "./mandates";

export type ToldPageRow = Prisma.ToldPageGetPayload<object>;

/** What is kept of a code: nobody tries codes out on a copy of the table without the desk's key. */
export const toldCodeHash = (typed: string): string =>
  createHmac("sha256", env().masterKey)
    .update(`told-page:${plainCode(typed)}`)
    .digest("hex");
const tokenHash = (token: string): string => createHash("sha256").update(`told-session:${token}`).digest("hex");

/** The page that is open under a mandate; null where there is none. */
export async function toldPageOf(tx: Db, mandateId: string): Promise<ToldPageRow | null> {
  return tx.toldPage.findFirst({ where: { mandateId, endedAt: null } });
}

/** When the person behind these mandates asked for no contact; null where she did not, or came back by herself since. */
export async function contactStoppedAt(tx: Db, mandateIds: readonly string[]): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ at: Date | null }[]>`SELECT contact_stopped_at(${[...mandateIds]}::uuid[]) AS at`;
  return row?.at ?? null;
}

/** The mandates that a case was ever run under or reported under, it or an earlier life of its account, or whose bank holds its picture. */
export async function mandatesBehind(tx: Db, caseId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE life (id, mandate_id, predecessor_id) AS (
      SELECT c.id, c.mandate_id, c.predecessor_id FROM "case" c WHERE c.id = ${caseId}::uuid
      UNION SELECT c.id, c.mandate_id, c.predecessor_id FROM life l JOIN "case" c ON c.id = l.predecessor_id)
    SELECT mandate_id::text AS id FROM life WHERE mandate_id IS NOT NULL
    UNION SELECT r.mandate_id::text FROM report r JOIN life l ON l.id = r.case_id WHERE r.mandate_id IS NOT NULL
    UNION SELECT b.mandate_id::text FROM fingerprint_match f JOIN life l ON l.id = f.case_id JOIN bank b ON b.id = f.bank_id
      WHERE f.state = 'confirmed'`;
  return rows.map(({ id }) => id);
}

/**
 * Opens a visit for a code that is good at this very moment; a code replaced or ended meanwhile opens none. Returns the page's id, or
 * null in one way for every code that opens nothing.
 */
export async function openVisit(code: string, token: string): Promise<string | null> {
  const [row] = await db().$queryRaw<{ id: string }[]>`
    WITH page AS (
      SELECT p.id FROM told_page p JOIN mandate m ON m.id = p.mandate_id
       WHERE p.code_hash = ${toldCodeHash(code)} AND p.ended_at IS NULL AND ${standingMandate} FOR SHARE OF p)
    INSERT INTO told_session (token_hash, page_id, expires_at, ends_at)
    SELECT ${tokenHash(token)}, page.id, clock_timestamp() + make_interval(mins => ${toldIdleMinutes}::integer),
           clock_timestamp() + make_interval(mins => ${toldLongestMinutes}::integer)
    FROM page RETURNING page_id::text AS id`;
  return row?.id ?? null;
}

export interface OpenVisit {
  pageId: string;
  mandateId: string;
  mandateNumber: number;
}

/** The visit that a browser holds, and so much longer from now on; null where it is over or its mandate does not stand. */
export async function resumeVisit(token: string): Promise<OpenVisit | null> {
  const [row] = await db().$queryRaw<{ pageId: string; mandateId: string; number: bigint }[]>`
    UPDATE told_session s
       SET expires_at = least(s.ends_at, clock_timestamp() + make_interval(mins => ${toldIdleMinutes}::integer))
      FROM told_page p JOIN mandate m ON m.id = p.mandate_id
     WHERE s.token_hash = ${tokenHash(token)} AND s.expires_at > clock_timestamp() AND p.id = s.page_id AND p.ended_at IS NULL
       AND ${standingMandate}
    RETURNING p.id::text AS "pageId", p.mandate_id::text AS "mandateId", m.number`;
  return row ? { pageId: row.pageId, mandateId: row.mandateId, mandateNumber: Number(row.number) } : null;
}

/** Over, and nothing of it is left. */
export async function endVisit(token: string): Promise<void> {
  await db().$executeRaw`DELETE FROM told_session WHERE token_hash = ${tokenHash(token)}`;
}

/** A closed desk lets nobody in, here either. */
export async function isDeskClosed(): Promise<boolean> {
  return readMode((await db().setting.findUnique({ where: { key: "mode" } }))?.value).mode === "closed";
}

/** The page of a visit, held, where it is still open by this code; null otherwise. */
export async function lockToldPage(tx: Tx, id: string, code: string): Promise<ToldPageRow | null> {
  await tx.$queryRaw`SELECT 1 FROM told_page WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.toldPage.findFirst({ where: { id, endedAt: null, codeHash: toldCodeHash(code) } });
}
