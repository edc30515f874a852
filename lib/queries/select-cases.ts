import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { mostBatchCases } from "@/lib/domain/batches/batch";
import { invalidInput } from "@/lib/domain/errors";
import type { CaseQuery } from "@/lib/tables/case-filters";
import { orderSql, rowsWhere, viewSource } from "./case-sql";

const { sql } = Prisma;
const ordinary = sql`c.state NOT IN ('safeguarding', 'erased', 'authentic', 'draft', 'merged')`;

/** What a batch can be about: cases by their ids, in that order, or everything that a list shows. */
export type Selection = { ids: readonly string[] } | { query: CaseQuery };

/**
 * The cases of a selection as they are now, in the order of the list.
 * @throws DomainError `invalid_input batch_too_large` where the list shows more than one batch takes.
 */
export async function selectCases(actor: UserActor, selection: Selection): Promise<string[]> {
  assertCan(actor, "notice:prepare");
  const limit = mostBatchCases + 1;
  const rows = await db().$queryRaw<{ id: string }[]>(
    "ids" in selection
      ? sql`SELECT c.id::text FROM unnest(${[...selection.ids]}::uuid[]) WITH ORDINALITY AS chosen (id, place) JOIN "case" c ON c.id = chosen.id
          WHERE ${visibleCases(actor)} AND ${ordinary} ORDER BY chosen.place LIMIT ${limit}`
      : listed(actor, selection.query, limit),
  );
  if (rows.length > mostBatchCases) throw invalidInput("batch_too_large", { maximum: mostBatchCases });
  return rows.map(({ id }) => id);
}

const listed = (actor: UserActor, { sort, dir, ...query }: CaseQuery, limit: number): Prisma.Sql =>
  sql`SELECT c.id::text FROM ${viewSource(query.view)} WHERE ${rowsWhere(actor, query.view, query)} AND ${ordinary}
    ORDER BY ${orderSql(sort, dir)} LIMIT ${limit}`;
