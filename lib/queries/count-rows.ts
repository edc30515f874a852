import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { type CaseQuery, noFilters } from "@/lib/tables/case-filters";
import { rowsWhere, viewSource } from "./case-sql";
import type { ViewCount } from "./count-views";

const { sql } = Prisma;
const cap = 99;

const counted = (value: bigint | undefined): ViewCount => {
  const number = Number(value ?? 0);
  return { value: Math.min(cap, number), isCapped: number > cap };
};

/** How many rows each of several lists has, up to a cap, in one query: a person's own saved views. */
export async function countRows(actor: UserActor, queries: readonly CaseQuery[]): Promise<ViewCount[]> {
  if (queries.length === 0) return [];
  const parts = queries.map(
    (query, index) => sql`(SELECT ${index}::integer AS place, count(*)::bigint AS value FROM (
      SELECT 1 FROM ${viewSource(query.view)} WHERE ${rowsWhere(actor, query.view, query)} LIMIT ${cap + 1}) capped)`,
  );
  const rows = await db().$queryRaw<{ place: number; value: bigint }[]>(Prisma.join(parts, " UNION ALL "));
  const byPlace = new Map(rows.map((row) => [row.place, row.value]));
  return queries.map((_, index) => counted(byPlace.get(index)));
}

/** When nothing was found: how many cases answer the search when the view's limits and the other filters are lifted. */
export async function countOutside(actor: UserActor, query: CaseQuery): Promise<ViewCount> {
  const view = query.view === "logged" || query.view === "lane" ? query.view : null;
  const widened = { ...noFilters, q: query.q };
  if (view !== null) return (await countRows(actor, [{ ...query, ...widened }]))[0] ?? counted(0n);
  const perView = await countRows(
    actor,
    (["active", "held", "ended"] as const).map((one) => ({ ...query, ...widened, view: one })),
  );
  const value = perView.reduce((sum, one) => sum + one.value, 0);
  return { value: Math.min(cap, value), isCapped: value > cap || perView.some((one) => one.isCapped) };
}
