import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { readCatalogue } from "./read-catalogue";
import { openTrailReader } from "./trail-reader";
import { wrongCatalogue } from "./verify-catalogue";

let database: TestDatabase;
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());

it("the catalogue that verifications go by is the one that the migrations make (vitest -u writes it anew)", async () => {
  const reader = await openTrailReader(database.appUrl);
  const found = await readCatalogue(reader);
  await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot("./expected-catalogue.json");
  expect(await wrongCatalogue(reader)).toEqual([]);
  await reader.close();
});

it("the owner of the tables is no role for the application", async () => {
  const reader = await openTrailReader(database.ownerUrl);
  const lines = (await wrongCatalogue(reader)).map(({ id, problem, details }) => [id, problem, details?.["it"]]);
  expect(lines).toContainEqual(["role demasque_owner", "role_too_strong", "owns tables"]);
  await reader.close();
});
