import { afterAll, beforeAll, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import { createActor, createCase } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { listLane, readLanePlace } from "./list-lane";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

it("every case of the lane is on one of its pages, once and oldest first, however many came in one moment", async () => {
  const [guardian, reporter] = [await createActor("safeguarding"), await createActor("volunteer")];
  const numbers: number[] = [];
  for (let made = 0; made < 120; made += 1)
    numbers.push((await createCase({ reporter, state: "safeguarding", ageAnswer: "unsure" })).number);
  await withClient(database.superuserUrl, async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query(`UPDATE "case" SET lane_since = '2026-11-01T10:00:00.123456Z' WHERE number = ANY ($1)`, [
      numbers.slice(10, 110),
    ]);
  });
  const seen: number[] = [];
  let next: string | null = "";
  while (next !== null) {
    const page = await listLane(guardian, readLanePlace(next));
    expect(page.count).toBe(120);
    seen.push(...page.rows.map((row) => row.number));
    next = page.next;
  }
  const [others, moved] = [[...numbers.slice(0, 10), ...numbers.slice(110)], numbers.slice(10, 110)];
  expect(seen).toEqual([...moved, ...others]);
});

it.each(["", "2_2026-11-01T10:00:00.123456Z_4", "0_yesterday_4", "0_2026-11-01T10:00:00.123456Z_four"])(
  "begins with the first where the place %j is none",
  (place) => expect(readLanePlace(place)).toBeNull(),
);
