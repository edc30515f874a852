import "server-only";
import { wishedCases } from "@/lib/db/care";
import { visibleCases } from "@/lib/db/scopes";
import { Prisma } from "@/lib/db/client";
import { visibleTags } from "@/lib/db/tag-scope";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { caseFilterNames, type CaseFilterName, type CaseFilters } from "@/lib/tables/case-filters";
import type { CaseSort, CaseView, SortDirection } from "@/lib/tables/case-views";

const { sql } = Prisma;

/** Where a view's rows are, written with the very words of its index: a partial index serves no other. */
export const viewSql: Readonly<Record<CaseView, (actor: UserActor) => Prisma.Sql>> = {
  active: () => sql`c.is_active`,
  to_review: () => sql`c.queue = 'to_review'`,
  second_opinion: () => sql`c.queue = 'second_opinion'`,
  mine: (actor) =>
    sql`c.held_by = ${actor.id}::uuid AND c.lease_until > clock_timestamp() AND c.queue IN ('in_review', 'second_opinion')`,
  to_notify: () => sql`c.queue = 'to_notify'`,
  waiting: () => sql`c.queue = 'waiting'`,
  back_again: () => sql`c.is_active AND c.life > 1`,
  overdue: () => sql`c.is_active AND c.due_at < now()`,
  held: () => sql`c.queue = 'held'`,
  ended: () => sql`c.queue = 'ended'`,
  // Decided with somebody's opinion whose rights were taken away since: a handful, found through their own index.
  look_again: () => sql`c.id IN (SELECT l.case_id FROM second_look l WHERE l.state = 'waiting')`,
  // One row for each case, at this reporter's latest report about it.
  logged: (actor) => sql`r.reporter_id = ${actor.id}::uuid AND NOT EXISTS (SELECT 1 FROM report later
    WHERE later.case_id = r.case_id AND later.reporter_id = ${actor.id}::uuid AND (later.created_at, later.id) > (r.created_at, r.id))`,
  lane: () => sql`c.queue = 'lane'`,
};

/** What a view reads from; the cases that somebody logged are found through their reports. */
export const viewSource = (view: CaseView): Prisma.Sql =>
  view === "logged" ? sql`report r JOIN "case" c ON c.id = r.case_id` : sql`"case" c`;

const instant = (column: Prisma.Sql): Prisma.Sql =>
  sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

interface SortSql {
  column: Prisma.Sql;
  /** The tie-breaker, unique within the list. */
  tie: Prisma.Sql;
  /** The column as a cursor keeps it. */
  printed: Prisma.Sql;
  /** A cursor's value as the column's type. */
  read: (value: string) => Prisma.Sql;
}

const sortedBy = (name: "queue_rank" | "report_count"): SortSql => {
  const column = Prisma.raw(`c.${name}`);
  return { column, tie: sql`c.id`, printed: sql`${column}::text`, read: (value) => sql`${value}::text::bigint` };
};
const sortedByTime = (column: Prisma.Sql, tie: Prisma.Sql = sql`c.id`): SortSql => ({
  column,
  tie,
  printed: instant(column),
  read: (value) => sql`${value}::text::timestamptz`,
});

export const sortSql: Readonly<Record<CaseSort, SortSql>> = {
  priority: sortedBy("queue_rank"),
  reports: sortedBy("report_count"),
  opened: sortedByTime(sql`c.opened_at`),
  changed: sortedByTime(sql`c.state_changed_at`),
  due: sortedByTime(sql`c.due_at`),
  logged: sortedByTime(sql`r.created_at`, sql`r.id`),
};

/** Both columns go the same way, so that the index is read forwards or backwards and never sorted. */
export function orderSql(sort: CaseSort, dir: SortDirection): Prisma.Sql {
  const { column, tie } = sortSql[sort];
  return dir === "asc" ? sql`${column} ASC, ${tie} ASC` : sql`${column} DESC, ${tie} DESC`;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
const oneOf = (column: Prisma.Sql, values: readonly string[]): Prisma.Sql =>
  values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = ANY (${[...values]}::text[])`;

/** The index of a state's queue serves where the view has none of its own for it. */
const queueOfState: Partial<Record<CaseState, string>> = {
  in_review: "in_review",
  second_opinion: "second_opinion",
  confirmed: "to_notify",
  draft: "held",
  refused: "refused",
};

function searchSql(q: string): Prisma.Sql {
  const text = q.replace(/^@/, "");
  // Short text is taken as a whole handle: a trigram index finds no two letters in the middle of a word.
  const pattern = [...text].length < 3 ? escaped(text) : `%${escaped(text)}%`;
  const byHandle = sql`SELECT k.id FROM "case" k WHERE k.account_id IN (
      SELECT a.id FROM account a WHERE a.handle ILIKE ${pattern}
      UNION SELECT h.account_id FROM account_handle h WHERE h.handle ILIKE ${pattern}
      UNION SELECT a.id FROM account a WHERE a.display_name <> '' AND a.display_name ILIKE ${pattern})`;
  const number = /^#?(\d{1,15})$/.exec(q)?.[1];
  if (number === undefined) return sql`c.id IN (${byHandle})`;
  // A number that names a case means that case; where there is none, it may be part of a handle.
  return sql`c.id IN (SELECT k.id FROM "case" k WHERE k.number = ${BigInt(number)}
    UNION ALL ${byHandle} AND NOT EXISTS (SELECT 1 FROM "case" n WHERE n.number = ${BigInt(number)}))`;
}

const given = <Value>(value: Value | null, condition: (value: Value) => Prisma.Sql): Prisma.Sql | null =>
  value === null ? null : condition(value);

/** A filter without its SQL does not compile. */
const filterSql: Readonly<Record<CaseFilterName, (filters: CaseFilters, actor: UserActor) => Prisma.Sql | null>> = {
  q: ({ q }) => given(q, searchSql),
  track: ({ track }) => given(track, (one) => sql`c.track = ${one}`),
  platform: ({ platform }) => given(platform, (several) => oneOf(sql`c.platform_id`, several)),
  state: ({ state }) => given(state, stateSql),
  // The first condition finds the cases by index, the second leaves out what this actor may not know yet.
  tag: ({ tag }, actor) =>
    given(
      tag,
      (one) => sql`c.id IN (SELECT g.case_id FROM case_tag g WHERE g.tag = ${one})
        AND EXISTS (SELECT 1 FROM case_tag t WHERE t.case_id = c.id AND t.tag = ${one} AND ${visibleTags(actor)})`,
    ),
};

function stateSql(states: readonly CaseState[]): Prisma.Sql {
  const queue = states.length === 1 && states[0] !== undefined ? queueOfState[states[0]] : undefined;
  return queue === undefined ? oneOf(sql`c.state`, states) : sql`c.queue = ${queue} AND ${oneOf(sql`c.state`, states)}`;
}

/** What somebody holds, logged or looks after is listed whatever they wish to work on. */
const wished = (actor: UserActor, view: CaseView): Prisma.Sql[] =>
  view === "mine" || view === "logged" || view === "lane" ? [] : [wishedCases(actor)];

/** View, filters and scope together: what a list, its count and its hint about changes all mean by "the rows". */
export function rowsWhere(actor: UserActor, view: CaseView, filters: CaseFilters): Prisma.Sql {
  const narrowed = caseFilterNames.map((name) => filterSql[name](filters, actor)).filter((part) => part !== null);
  return Prisma.join([viewSql[view](actor), visibleCases(actor), ...wished(actor, view), ...narrowed], " AND ");
}
