import "server-only";
import { ask, Prisma } from "@/lib/db/client";
import { kept } from "@/lib/db/kept-statements";
import { visibleTags } from "@/lib/db/tag-scope";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState, Outcome, PlatformId, Track } from "@/lib/domain/case/vocabulary";
import { type CaseCursor, writeCaseCursor } from "@/lib/tables/case-cursor";
import { casePageSize, type CaseQuery, hasFilters } from "@/lib/tables/case-filters";
import type { CaseSort, SortDirection } from "@/lib/tables/case-views";
import { orderSql, rowsWhere, sortSql, viewSource } from "./case-sql";

/** One row of the queue. Nothing in it depends on an opinion that the reader has not given themself. */
export interface CaseRow {
  id: string;
  number: number;
  version: number;
  platform: PlatformId;
  handle: string;
  life: number;
  track: Track;
  state: CaseState;
  /** In the second round of eyes, and this reader's are not the ones that are missing. */
  isForAnother: boolean;
  points: { signals: number; reports: number; personWaiting: number; returned: number };
  reports: number;
  strong: number;
  medium: number;
  /** Instants in ISO form. */
  openedAt: string;
  changedAt: string;
  dueAt: string | null;
  loggedAt: string | null;
  /** Who holds the live lease. Without a name where the holder has given an opinion that is still secret (confirming alone). */
  holder: { pseudonym: string | null; isSelf: boolean; until: string } | null;
  /** The latest notice that has left, where the state speaks of it. */
  notice: { sentAt: string | null; receivedAt: string | null; complaintDeadline: string | null } | null;
  outcome: { kind: Outcome; at: string | null } | null;
  tags: string[];
}

export interface CasePage {
  rows: CaseRow[];
  /** The database's clock when the page was read; what changes later is news. */
  asOf: string;
  /** How many rows come before the first one, as far as the cursor knows. */
  offset: number;
  next: string | null;
  previous: string | null;
}

interface Row {
  asOf: string;
  id: string | null;
  /** A bigint, as the driver has it. */
  number: string;
  version: number;
  platform: PlatformId;
  handle: string;
  life: number;
  track: Track;
  state: CaseState;
  isForAnother: boolean;
  pointsSignals: number;
  pointsReports: number;
  pointsWaiting: number;
  pointsReturn: number;
  reports: number;
  strong: number;
  medium: number;
  openedAt: Date;
  changedAt: Date;
  dueAt: Date | null;
  loggedAt: Date | null;
  holder: string | null;
  isHolder: boolean | null;
  leaseUntil: Date | null;
  hasNotice: boolean;
  sentAt: Date | null;
  receivedAt: Date | null;
  complaintDeadline: Date | null;
  outcome: Outcome | null;
  outcomeAt: Date | null;
  tags: string[];
  cursorValue: string;
  cursorId: string;
}

const { sql } = Prisma;
const turned: Readonly<Record<SortDirection, SortDirection>> = { asc: "desc", desc: "asc" };

/** The one statement of a page. Its own rows are found first, by one index; everything else is looked up for these rows alone. */
export function pageSql(actor: UserActor, query: CaseQuery, size: number): Prisma.Sql {
  const { column, tie, printed, read } = sortSql[query.sort];
  const { cursor } = query;
  const dir = cursor?.goes === "back" ? turned[query.dir] : query.dir;
  const place = cursor
    ? sql`AND (${column}, ${tie}) ${dir === "asc" ? sql`>` : sql`<`} (${read(cursor.value)}, ${cursor.id}::uuid)`
    : Prisma.empty;
  // As a plain number, so that a plan that is kept knows how few rows are wanted.
  const limit = Prisma.raw(String(Math.trunc(size) + 1));
  const loggedAt = query.view === "logged" ? sql`r.created_at` : sql`NULL::timestamptz`;
  // A view as it stands is asked for again and again, and planning it takes longer than reading it.
  const isPlain = size === casePageSize && !hasFilters(query);
  return sql`${isPlain ? kept : Prisma.empty}
    SELECT to_char(clock.now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "asOf",
      p.id, p.number, p.version, p.platform_id AS platform, a.handle, p.life, p.track, p.state,
      p.points_signals AS "pointsSignals", p.points_reports AS "pointsReports", p.points_waiting AS "pointsWaiting",
      p.points_return AS "pointsReturn", p.report_count AS reports, p.strong_signals AS strong, p.medium_signals AS medium,
      p.opened_at AS "openedAt", p.state_changed_at AS "changedAt", p.due_at AS "dueAt", p.logged_at AS "loggedAt",
      u.pseudonym AS holder, p.held_by = ${actor.id}::uuid AS "isHolder",
      CASE WHEN p.lease_until > clock.now AND p.queue IN ('in_review', 'second_opinion') THEN p.lease_until END AS "leaseUntil",
      p.last_outcome AS outcome, p.last_outcome_at AS "outcomeAt",
      n.notice_id IS NOT NULL AS "hasNotice", n.sent_at AS "sentAt", n.received_at AS "receivedAt", n.complaint_deadline AS "complaintDeadline",
      p.state = 'second_opinion' AND (
        EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = p.id AND o.round = p.round AND o.withdrawn_at IS NULL AND o.reviewer_id = ${actor.id}::uuid)
        OR EXISTS (SELECT 1 FROM report m WHERE m.case_id = p.id AND m.reporter_id = ${actor.id}::uuid)) AS "isForAnother",
      ARRAY(SELECT DISTINCT t.tag FROM case_tag t, "case" c WHERE t.case_id = p.id AND c.id = p.id AND ${visibleTags(actor)} ORDER BY 1) AS tags,
      p.cursor_value AS "cursorValue", p.cursor_id AS "cursorId"
    FROM (SELECT clock_timestamp() AS now) clock
    LEFT JOIN (
      SELECT c.*, ${loggedAt} AS logged_at, ${printed} AS cursor_value, ${tie} AS cursor_id,
             row_number() OVER (ORDER BY ${orderSql(query.sort, dir)}) AS place
      FROM ${viewSource(query.view)}
      WHERE ${rowsWhere(actor, query.view, query)} ${place}
      ORDER BY ${orderSql(query.sort, dir)} LIMIT ${limit}
    ) p ON true
    LEFT JOIN account a ON a.id = p.account_id
    LEFT JOIN "user" u ON u.id = p.held_by AND (u.id = ${actor.id}::uuid OR NOT EXISTS (
      SELECT 1 FROM opinion o WHERE o.case_id = p.id AND o.round = p.round AND o.withdrawn_at IS NULL AND o.reviewer_id = p.held_by))
    LEFT JOIN LATERAL (
      SELECT nc.notice_id, o.sent_at, o.received_at, nc.complaint_deadline FROM notice_case nc JOIN notice o ON o.id = nc.notice_id
      WHERE nc.case_id = p.id AND o.state NOT IN ('draft', 'discarded') ORDER BY o.number DESC LIMIT 1
    ) n ON p.state IN ('notified', 'actioned', 'refused', 'unanswered')
    ORDER BY p.place`;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function rowOf(row: Row & { id: string }): CaseRow {
  return {
    id: row.id,
    number: Number(row.number),
    version: row.version,
    platform: row.platform,
    handle: row.handle,
    life: row.life,
    track: row.track,
    state: row.state,
    isForAnother: row.isForAnother,
    points: {
      signals: row.pointsSignals,
      reports: row.pointsReports,
      personWaiting: row.pointsWaiting,
      returned: row.pointsReturn,
    },
    reports: row.reports,
    strong: row.strong,
    medium: row.medium,
    openedAt: row.openedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    dueAt: iso(row.dueAt),
    loggedAt: iso(row.loggedAt),
    holder:
      row.leaseUntil === null
        ? null
        : { pseudonym: row.holder, isSelf: row.isHolder === true, until: row.leaseUntil.toISOString() },
    notice: row.hasNotice
      ? { sentAt: iso(row.sentAt), receivedAt: iso(row.receivedAt), complaintDeadline: iso(row.complaintDeadline) }
      : null,
    outcome: row.outcome === null ? null : { kind: row.outcome, at: iso(row.outcomeAt) },
    tags: row.tags,
  };
}

function cursorAt(row: Row | undefined, sort: CaseSort, goes: CaseCursor["goes"], offset: number): string | null {
  return row ? writeCaseCursor({ sort, goes, offset, value: row.cursorValue, id: row.cursorId }) : null;
}

/**
 * One page of a list, in one round trip whose cost does not depend on how many cases there are. Going back to where fewer rows
 * are left than a page holds shows the first page, so that it is always full.
 */
export async function listCases(actor: UserActor, query: CaseQuery, size = casePageSize): Promise<CasePage> {
  const isBack = query.cursor?.goes === "back";
  const read = await ask<Row>(pageSql(actor, query, size));
  const found = read.filter((row): row is Row & { id: string } => row.id !== null);
  if (isBack && found.length <= size) return listCases(actor, { ...query, cursor: null }, size);
  const page = found.slice(0, size);
  if (isBack) page.reverse();
  const offset = Math.max(0, query.cursor ? query.cursor.offset - (isBack ? size : 0) : 0);
  const hasMore = isBack || found.length > size;
  const hasLess = query.cursor !== null;
  return {
    rows: page.map(rowOf),
    asOf: read[0]?.asOf ?? new Date().toISOString(),
    offset,
    next: hasMore ? cursorAt(page.at(-1), query.sort, "on", offset + page.length) : null,
    previous: hasLess ? cursorAt(page[0], query.sort, "back", offset) : null,
  };
}
