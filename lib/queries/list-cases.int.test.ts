import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, Prisma, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { sortDirections, sortsOfView, viewsOf } from "@/lib/tables/case-views";
import { person } from "@/lib/testing/review-desk";
import { everyCase, plainOrder, queryOf, seedQueue, walk } from "@/lib/testing/seeded-queue";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { orderSql, rowsWhere, viewSource } from "./case-sql";
import { listCases } from "./list-cases";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let guardian: UserActor;
const everything = (actor: UserActor) => everyCase(database, actor);

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await person("Nadia", "reviewer");
  volunteer = await person("Vesna", "volunteer");
  guardian = await person("Gaëlle", "safeguarding");
  const other = await person("Oskar", "reviewer");
  await seedQueue(database, 510, [volunteer.id, reviewer.id, other.id], reviewer.id);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("pages", () => {
  const everyList = (actor: () => UserActor, kinds: Role[]) =>
    viewsOf({ kind: "user", id: "", pseudonym: "", roles: kinds, requestId: "" }).flatMap((view) =>
      sortsOfView[view].flatMap((sort) =>
        sortDirections.map((dir) => ({ actor, view, sort, dir, who: kinds.join("+") })),
      ),
    );

  it.each([
    ...everyList(() => reviewer, ["reviewer"]),
    ...everyList(() => volunteer, ["volunteer"]),
    ...everyList(() => guardian, ["safeguarding"]),
  ])(
    "give the rows of $view by $sort $dir to a $who in plain order, through all pages",
    async ({ actor, view, sort, dir }) => {
      const expected = plainOrder(await everything(actor()), view, sort, dir);
      expect(expected.length).toBeGreaterThan(view === "mine" ? 3 : 9);
      expect(await walk(actor(), { view, sort, dir }, 7)).toEqual(expected);
    },
  );

  it("lead back over the same rows that they led on over", async () => {
    const address = { view: "active", sort: "reports", dir: "desc" } as const;
    const pages: number[][] = [];
    let after: string | null = null;
    let last: Awaited<ReturnType<typeof listCases>> | undefined;
    for (let page = 0; page < 5; page += 1) {
      last = await listCases(reviewer, queryOf(reviewer, { ...address, after }), 20);
      pages.push(last.rows.map((row) => row.number));
      after = last.next;
    }
    for (let page = 3; page >= 0; page -= 1) {
      last = await listCases(reviewer, queryOf(reviewer, { ...address, after: last?.previous ?? "" }), 20);
      expect(last.rows.map((row) => row.number)).toEqual(pages[page]);
      expect(last.offset).toBe(page * 20);
    }
    expect(last?.previous).toBeNull();
  });

  it("have no gap and no double while rows come in before, between and after", async () => {
    const before = plainOrder(await everything(reviewer), "to_review", "priority", "desc");
    let ordinal = 0;
    const between = async () => {
      ordinal += 1;
      await withClient(database.ownerUrl, (client) =>
        client.query(
          `WITH a AS (INSERT INTO account (platform_id, handle, handle_key, profile_url)
             SELECT 'x', 'late_' || $1 || '_' || i, 'late_' || $1 || '_' || i, 'https://x.com/l' FROM generate_series(1, 3) i RETURNING id)
           INSERT INTO "case" (account_id, platform_id, state, track, queue_rank)
           SELECT id, 'x', 'open', 'redirecting_bot', (random() * 30)::integer * 43200 - 1700000000 FROM a`,
          [String(ordinal)],
        ),
      );
    };
    const seen = await walk(reviewer, { view: "to_review" }, 9, between);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((number) => before.includes(number))).toEqual(before);
  });

  it("begin anew for a cursor that was tampered with or made for another sort", async () => {
    const first = await listCases(reviewer, queryOf(reviewer, { view: "active" }), 5);
    const spoilt = [
      first.next?.slice(0, -6) ?? "",
      "x".repeat(60),
      btoa("opened|on|0|2024-02-31T00:00:00.000000Z|not-an-id"),
    ];
    for (const after of spoilt) {
      expect((await listCases(reviewer, queryOf(reviewer, { view: "active", after }), 5)).rows).toEqual(first.rows);
    }
    const otherSort = queryOf(reviewer, { view: "active", sort: "opened", after: first.next });
    expect(otherSort.cursor).toBeNull();
  });

  it("read by an index in the order of the list, for every view and sort", async () => {
    await withClient(database.ownerUrl, (client) => client.query('ANALYZE "case"; ANALYZE report; ANALYZE account'));
    for (const actor of [reviewer, volunteer, guardian]) {
      // What one holds, and what waits for another look, is little, and found through an index of its own.
      for (const view of viewsOf(actor).filter((one) => one !== "mine" && one !== "look_again")) {
        for (const sort of sortsOfView[view]) {
          const plan = await db().$transaction(async (tx) => {
            // The tables here are small enough to be scanned; at their real size they are not.
            await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
            await tx.$executeRaw`SET LOCAL enable_bitmapscan = off`;
            await tx.$executeRaw`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
            const rows = await tx.$queryRaw<
              { "QUERY PLAN": string }[]
            >(Prisma.sql`EXPLAIN SELECT c.id FROM ${viewSource(view)}
              WHERE ${rowsWhere(actor, view, queryOf(actor, { view }))} ORDER BY ${orderSql(sort, "desc")} LIMIT 51`);
            return rows.map((row) => row["QUERY PLAN"]).join("\n");
          });
          expect(plan, `${view} by ${sort}`).not.toMatch(/Sort Key|Seq Scan/);
        }
      }
    }
  });
});
