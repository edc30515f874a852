import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { loadBulkSamples } from "@/lib/usecases/load-bulk-samples";
import { closeDb, db, useDatabase } from "./client";

const operator = { kind: "operator", requestId: "samples" } as const;
const options = { count: 1200, seed: 7, until: new Date("2026-11-01T00:00:00Z") };
const databases: TestDatabase[] = [];
const summaries: unknown[] = [];

async function fill(): Promise<unknown> {
  const database = await createTestDatabase();
  databases.push(database);
  useDatabase(database.appUrl);
  expect(await loadBulkSamples(operator, options)).toBe(1200);
  const cases = await db()
    .$queryRaw`SELECT c.id, a.handle, c.state, c.queue_rank::text, c.report_count FROM "case" c JOIN account a ON a.id = c.account_id ORDER BY c.id`;
  const reports = await db().$queryRaw`SELECT id, case_id, reporter_id, signals::text FROM report ORDER BY id`;
  return { cases, reports };
}

beforeAll(async () => {
  summaries.push(await fill());
  await closeDb();
  summaries.push(await fill());
});
afterAll(async () => {
  await closeDb();
  for (const database of databases) await database.drop();
});

it("the same seed gives the same accounts, cases and reports, whatever the order of the batches", () => {
  expect(summaries[1]).toEqual(summaries[0]);
});

it("every row of a sample is in the trail, under the operator's name", async () => {
  const [row] = await db().$queryRaw<{ missing: bigint; wrong: bigint }[]>`SELECT
    (SELECT count(*) FROM "case" c WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.subject_table = 'case' AND e.subject_id = c.id::text AND e.operation = 'insert')) AS missing,
    (SELECT count(*) FROM audit_entry WHERE action = 'sample.loaded' AND actor <> 'operator') AS wrong`;
  expect(row).toEqual({ missing: 0n, wrong: 0n });
});

it("the counts of the views equal a count over the rows", async () => {
  const [row] = await db().$queryRaw<{ folded: bigint; counted: bigint; left: bigint }[]>`SELECT
    (SELECT value FROM case_count WHERE bucket = 'active') AS folded, (SELECT count(*) FROM "case" WHERE is_active) AS counted,
    (SELECT count(*) FROM case_count_delta) AS left`;
  expect(row?.folded).toBe(row?.counted);
  expect(row?.left).toBe(0n);
});

it("a sample case of the second opinion has its first one", async () => {
  const [row] = await db().$queryRaw<
    { bare: bigint; some: bigint }[]
  >`SELECT count(*) FILTER (WHERE o.id IS NULL) AS bare, count(o.id) AS some
    FROM "case" c LEFT JOIN opinion o ON o.case_id = c.id WHERE c.state = 'second_opinion'`;
  expect(row?.bare).toBe(0n);
  expect(Number(row?.some)).toBeGreaterThan(10);
});
