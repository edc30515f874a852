import { afterAll, beforeAll, expect, test } from "vitest";
import { channelSeeds } from "@/lib/domain/notices/channels";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { change } from "./change";
import { closeDb, db, useDatabase } from "./client";
import { seedReference } from "./seed-reference";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

test("every desk that the domain knows has its row, seeded by the operator in the trail", async () => {
  const rows = await db().channel.findMany({ select: { id: true } });
  expect(rows.map((row) => row.id).sort()).toEqual(channelSeeds.map((seed) => seed.id).sort());
  const entry = await db().auditEntry.findFirstOrThrow({ where: { subjectTable: "channel" } });
  expect([entry.actor, entry.action]).toEqual(["operator", "reference.seeded"]);
});

test("seeding again writes nothing and leaves an edited row as it was edited", async () => {
  await change({ kind: "operator", requestId: "test" }, "setting.changed", {}, (tx) =>
    tx.channel.update({ where: { id: "x-dsa-form" }, data: { url: "https://edited.example/form" } }),
  );
  const entries = await db().auditEntry.count();
  expect(await seedReference()).toBe(0);
  expect((await db().channel.findUniqueOrThrow({ where: { id: "x-dsa-form" } })).url).toBe(
    "https://edited.example/form",
  );
  expect(await db().auditEntry.count()).toBe(entries);
});
