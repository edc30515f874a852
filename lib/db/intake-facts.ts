import "server-only";
import type { KnownAccount } from "@/lib/domain/intake/resolve-account";
import type { StandingCase } from "@/lib/domain/intake/plan-intake";
import type { SignalAnswer, Track } from "@/lib/domain/case/vocabulary";
import { authenticMarkersOf } from "./authentic-marker";
import { ask, Prisma, type Tx } from "./client";
import { kept } from "./kept-statements";
import { standingMandate } from "./mandates";

/** A case of the account as intake finds it, locked until the transaction ends. */
export interface FoundCase extends StandingCase {
  accountId: string;
  round: number;
  version: number;
  track: Track;
  signals: Record<string, SignalAnswer>;
  reportCount: number;
  /** Different people among its reporters. */
  reporters: number;
  isReporter: boolean;
  mandateId: string | null;
  isMandateValid: boolean;
  openedAtMs: number;
}

export interface IntakeFinding {
  accounts: KnownAccount[];
  cases: FoundCase[];
  isMarkedAuthentic: boolean;
  /** The case to which this very report was added before. */
  takenBefore: { id: string; number: number; isInLane: boolean; reportId: string } | null;
}

export interface IntakeQuestion {
  platformId: string;
  key: string;
  stableId: string | null;
  /** Set where the account is known by itself; its handle may be somebody else's by now. */
  accountId: string | null;
  reporterId: string | null;
  importKey: string | null;
}

const lockOf = (platformId: string, name: string) => Prisma.sql`hashtextextended(${`${platformId}\u001f${name}`}, 0)`;

/**
 * Makes every other intake about this handle, or this id, wait until the transaction ends. Taken with `change()`'s first statement:
 * the reading must begin after the lock is held. Two locks are always taken in the same order, so that nobody waits crosswise.
 */
export function addressLock(platformId: string, key: string, stableId: string | null): Prisma.Sql {
  const byKey = lockOf(platformId, key);
  if (stableId === null) return Prisma.sql`pg_advisory_xact_lock(${byKey})`;
  const byId = lockOf(platformId, `\u001f${stableId}`);
  return Prisma.sql`pg_advisory_xact_lock(least(${byKey}, ${byId})), pg_advisory_xact_lock(greatest(${byKey}, ${byId}))`;
}

const isValid = (column: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM mandate m WHERE m.id = ${column} AND ${standingMandate})`;

const accountColumns = Prisma.sql`a.id, a.handle_key AS "handleKey", a.stable_id AS "stableId", a.is_current AS "isCurrent"`;

export const accountsAt = (platformId: string, key: string, stableId: string | null): Prisma.Sql => Prisma.sql`
  SELECT ${accountColumns} FROM account a
   WHERE a.is_current AND a.platform_id = ${platformId} AND digest(a.handle_key, 'sha256') = digest(${key}::text, 'sha256')
  UNION
  SELECT ${accountColumns} FROM account a WHERE a.platform_id = ${platformId} AND a.stable_id = ${stableId}`;

/** All that intake needs to know, in one reading, under the address's lock; the cases are locked too. */
export async function readIntakeFacts(tx: Tx, question: IntakeQuestion): Promise<IntakeFinding> {
  return theRow(await tx.$queryRaw<IntakeFinding[]>(factsSql(question, Prisma.sql`FOR UPDATE OF c`)));
}

/** The same as it is at the moment: what is written because of it has to make sure that it still is. */
export async function glanceAtIntakeFacts(question: IntakeQuestion): Promise<IntakeFinding> {
  return theRow(await ask<IntakeFinding>(factsSql(question, Prisma.empty)));
}

function theRow([row]: IntakeFinding[]): IntakeFinding {
  if (!row) throw new Error("The reading of an address gave no row.");
  return row;
}

function factsSql(question: IntakeQuestion, locking: Prisma.Sql): Prisma.Sql {
  const { platformId, key, stableId, accountId, reporterId, importKey } = question;
  const found =
    accountId === null
      ? accountsAt(platformId, key, stableId)
      : Prisma.sql`SELECT ${accountColumns} FROM account a WHERE a.id = ${accountId}::uuid`;
  return Prisma.sql`${kept}
    WITH found AS MATERIALIZED (${found}), cases AS MATERIALIZED (
      SELECT c.id, c.number, c.account_id AS "accountId", c.state, c.round, c.version, c.track, c.life, c.signals,
        c.report_count AS "reportCount", c.mandate_id AS "mandateId", ${isValid(Prisma.sql`c.mandate_id`)} AS "isMandateValid",
        floor(extract(epoch FROM c.opened_at) * 1000)::bigint AS "openedAtMs",
        (SELECT count(DISTINCT r.reporter_id) FROM report r WHERE r.case_id = c.id) AS reporters,
        EXISTS (SELECT 1 FROM report r WHERE r.case_id = c.id AND r.reporter_id = ${reporterId}::uuid) AS "isReporter"
      FROM "case" c
      WHERE c.account_id IN (SELECT id FROM found) AND c.state NOT IN ('erased', 'merged', 'authentic')
      ${locking}
    )
    SELECT coalesce((SELECT jsonb_agg(to_jsonb(f)) FROM found f), '[]') AS accounts,
      coalesce((SELECT jsonb_agg(to_jsonb(k) ORDER BY k.number DESC) FROM cases k), '[]') AS cases,
      EXISTS (SELECT 1 FROM authentic_marker m
               WHERE m.key_hmac = ANY (${authenticMarkersOf(platformId, key, stableId)}::text[]) AND m.expires_at > now()) AS "isMarkedAuthentic",
      (SELECT jsonb_build_object('id', c.id, 'number', c.number, 'isInLane', c.state = 'safeguarding', 'reportId', r.id) FROM report r JOIN "case" c ON c.id = r.case_id
        WHERE r.import_key = ${importKey}) AS "takenBefore"`;
}
