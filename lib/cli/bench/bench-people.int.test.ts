import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb, useDatabase } from "@/lib/db/client";
import { can } from "@/lib/domain/access/policy";
import { getCaseObservables } from "@/lib/queries/get-case-observables";
import { createCase } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { makeBenchPeople } from "./bench-people";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

it("the people of a benchmark may do what is measured with them: report, and read a case with its observables", async () => {
  const { reader, reporters } = await makeBenchPeople(2);
  expect(new Set([reader, ...reporters].map(({ token }) => token)).size).toBe(3);
  for (const { actor } of reporters) {
    expect(can(actor, "report:log")).toBe(true);
    const one = await createCase({ reporter: actor });
    expect((await getCaseObservables(reader.actor, { id: one.id }))?.list).toEqual([]);
  }
});
