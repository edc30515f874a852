import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb, useDatabase } from "@/lib/db/client";
import { seedReference } from "@/lib/db/seed-reference";
import type { UserActor } from "@/lib/domain/access/actor";
import { withClient } from "@/lib/cli/postgres/embedded";
import { createActor } from "@/lib/testing/factories";
import { nameOrganisation, sentNotice, verifiedMandate } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { getCase } from "./get-case";
import { getNotice } from "./get-notice";

let database: TestDatabase;
let reviewer: UserActor;
let reporter: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  await seedReference();
  await nameOrganisation();
  [reviewer, reporter] = [await createActor("reviewer"), await createActor("volunteer")];
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const asOwner = (sql: string, values: unknown[]) =>
  withClient(database.ownerUrl, (client) => client.query(sql, values));
const leftUnder = async () => {
  const mandate = await verifiedMandate(reviewer);
  return { mandate, ...(await sentNotice(reviewer, { reporter, mandateId: mandate.id })) };
};

it.each([
  ["frozen", "status = 'frozen', frozen_at = now(), status_before = 'verified'"],
  ["withdrawn", "status = 'withdrawn'"],
  ["expired", "expires_at = now() - interval '1 minute'"],
])("a notice and its cases say that the mandate is %s on whose behalf it left", async (status, becomes) => {
  const { mandate, number, cases } = await leftUnder();
  expect((await getNotice(reviewer, number)).endedMandates).toEqual([]);
  await asOwner(`UPDATE mandate SET ${becomes} WHERE id = $1`, [mandate.id]);
  expect((await getNotice(reviewer, number)).endedMandates).toEqual([{ number: mandate.number, status }]);
  expect((await getCase(reviewer, { number: cases[0] ?? 0 })).mandate).toMatchObject({ status });
});

it("a notice that left before the mandate was seen says nothing of it", async () => {
  const { mandate, number } = await leftUnder();
  await asOwner(`UPDATE mandate SET status = 'withdrawn', verified_at = now() + interval '1 minute' WHERE id = $1`, [
    mandate.id,
  ]);
  expect((await getNotice(reviewer, number)).endedMandates).toEqual([]);
});
