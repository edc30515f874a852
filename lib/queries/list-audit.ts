import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { pseudonymsOf, trailColumns, trailContexts, trailViewerOf } from "@/lib/db/trail";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { maskEntry, type MaskedEntry, type TrailChanges, type TrailEntry } from "@/lib/domain/audit/mask";
import type { AuditQuery } from "@/lib/tables/audit-filters";

const { sql } = Prisma;
const pageSize = 50;

export interface AuditRow extends Omit<MaskedEntry, "at"> {
  at: string;
  /** Pseudonym, `operator`, a job or a database role; null where it is withheld. */
  who: string | null;
  caseNumber: number | null;
  /** Where its leaf is in the log's tree; null while it waits for the seal. */
  index: number | null;
}
export interface AuditPage {
  rows: AuditRow[];
  before: string | null;
}

/** SQL for each filter; leaving one out, or inventing one, does not compile. */
const whereOf: { [Name in Exclude<keyof AuditQuery, "before">]: (value: NonNullable<AuditQuery[Name]>) => Prisma.Sql } =
  {
    actor: (name) => sql`e.actor = ANY (ARRAY(
      SELECT 'user:' || u.id FROM "user" u WHERE lower(u.pseudonym) = lower(${name})
      UNION ALL SELECT 'token:' || t.id FROM api_token t JOIN "user" u ON u.id = t.user_id WHERE lower(u.pseudonym) = lower(${name})
      UNION ALL VALUES (${name}::text), ('job:' || ${name}::text)))`,
    action: (action) => sql`e.action = ${action}`,
    case: (number) => sql`e.case_id = (SELECT c.id FROM "case" c WHERE c.number = ${BigInt(number)})`,
    table: (table) => sql`e.subject_table = ${table}`,
    from: (day) => sql`e.at >= ${`${day}T00:00:00Z`}::timestamptz`,
    to: (day) => sql`e.at < ${`${day}T00:00:00Z`}::timestamptz + interval '1 day'`,
  };

/** The notice that an entry about no single case is of. Rows that come and go name it themselves. */
const noticeOfEntry = sql`CASE e.subject_table WHEN 'notice' THEN e.subject_id
  ELSE coalesce(e.changes -> 'notice_id' ->> 1, e.changes -> 'notice_id' ->> 0,
    CASE e.subject_table WHEN 'notice_delivery' THEN (SELECT d.notice_id::text FROM notice_delivery d WHERE d.id = e.subject_id::uuid) END) END`;

/**
 * A notice that was only ever about cases which are in the lane now: begun or sent, it would stand in the trail without a case, and say
 * that there is one. Read off the trail, since a draft loses its rows when its case goes there.
 */
const isOfLaneAlone = (notice: Prisma.Sql): Prisma.Sql => {
  const itsCases = sql`SELECT 1 FROM audit_entry a JOIN "case" c ON c.id = a.case_id
    WHERE a.subject_table = 'notice_case' AND a.operation = 'insert' AND split_part(a.subject_id, ':', 1) = ${notice}`;
  return sql`NOT EXISTS (${itsCases} AND c.state <> 'safeguarding') AND EXISTS (${itsCases} AND c.state = 'safeguarding')`;
};

function conditions(query: AuditQuery, actor: UserActor): Prisma.Sql {
  const found = [sql`true`];
  for (const name of Object.keys(whereOf) as (keyof typeof whereOf)[]) {
    const value = query[name];
    if (value !== null) found.push((whereOf[name] as (given: typeof value) => Prisma.Sql)(value));
  }
  if (query.before !== null) found.push(sql`e.id < ${BigInt(query.before)}`);
  if (!actor.roles.includes("safeguarding")) {
    found.push(
      sql`NOT e.is_lane AND NOT EXISTS (SELECT 1 FROM "case" c WHERE c.id = e.case_id AND c.state = 'safeguarding')`,
      sql`NOT (e.case_id IS NULL AND e.subject_table LIKE 'notice%' AND ${isOfLaneAlone(noticeOfEntry)})`,
    );
  }
  return Prisma.join(found, " AND ");
}

/**
 * A page of the trail, latest first, masked for its reader. Where a filter names an actor, entries whose author is withheld are left
 * out: that they matched would tell the name.
 */
export async function listAudit(actor: UserActor, query: AuditQuery): Promise<AuditPage> {
  assertCan(actor, "audit:read");
  const entries = await db().$queryRaw<(TrailEntry & { changes: TrailChanges; index: number | null })[]>`
    SELECT ${trailColumns}, f.index::float8 AS index FROM audit_entry e LEFT JOIN audit_leaf f ON f.entry_id = e.id
    WHERE ${conditions(query, actor)} ORDER BY e.id DESC LIMIT ${pageSize + 1}`;
  const page = entries.slice(0, pageSize);
  const caseIds = [...new Set(page.flatMap((entry) => entry.caseId ?? []))];
  const [contexts, viewer, names, numbers] = await Promise.all([
    trailContexts(db(), caseIds),
    trailViewerOf(db(), actor),
    pseudonymsOf(
      db(),
      page.map((entry) => entry.actor),
    ),
    db().case.findMany({ where: { id: { in: caseIds } }, select: { id: true, number: true } }),
  ]);
  const indexOf = new Map(page.map(({ id, index }) => [id, index]));
  const numberOf = new Map(numbers.map(({ id, number }) => [id, Number(number)]));
  const rows = page
    .flatMap(
      (entry) => maskEntry(entry, viewer, entry.caseId === null ? null : (contexts.get(entry.caseId) ?? null)) ?? [],
    )
    .filter((entry) => query.actor === null || entry.actor !== null)
    .filter((entry) => query.action === null || entry.action === query.action)
    .filter((entry) => query.table === null || entry.subjectTable === query.table);
  return {
    rows: rows.map(({ at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      who: entry.actor === null ? null : (names.get(entry.actor) ?? entry.actor),
      index: indexOf.get(entry.id) ?? null,
      caseNumber: entry.caseId === null ? null : (numberOf.get(entry.caseId) ?? null),
    })),
    before: entries.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  };
}
