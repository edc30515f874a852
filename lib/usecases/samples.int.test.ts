import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { withSampleLock } from "@/lib/db/sample-lock";
import { seedReference } from "@/lib/db/seed-reference";
import type { UserActor } from "@/lib/domain/access/actor";
import { createActor } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { eraseSamples } from "./erase-samples";
import { loadSamples } from "./load-samples";

let database: TestDatabase;
let admin: UserActor;
let loadings: PromiseSettledResult<void>[];

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  await seedReference();
  admin = await createActor("admin");
  loadings = await Promise.allSettled([loadSamples(admin), loadSamples(admin), loadSamples(admin)]);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

it("is loaded by one of three at once, and the others are told of a conflict", async () => {
  expect(loadings.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  for (const loading of loadings) {
    if (loading.status === "rejected")
      expect(loading.reason).toMatchObject({ code: "conflict", reason: "samples_busy" });
  }
  await expect(loadSamples(admin)).rejects.toMatchObject({ code: "conflict", reason: "samples_loaded" });
});

it("is neither loaded nor erased while somebody else is at it", async () => {
  const busy = { code: "conflict", reason: "samples_busy" };
  await withSampleLock(async () => {
    await expect(loadSamples(admin)).rejects.toMatchObject(busy);
    await expect(eraseSamples(admin)).rejects.toMatchObject(busy);
  });
});

it("shows forty accounts in every stage of the work, one of them back for a second life, one in the lane", async () => {
  const states = await db().case.groupBy({ by: ["state"], _count: true });
  const count = Object.fromEntries(states.map(({ state, _count }) => [state, _count]));
  expect(await db().account.count()).toBe(40);
  for (const state of [
    "open",
    "second_opinion",
    "confirmed",
    "notified",
    "actioned",
    "refused",
    "unanswered",
    "undetermined",
    "rejected",
    "safeguarding",
  ]) {
    expect(count[state], state).toBeGreaterThan(0);
  }
  expect(await db().case.count({ where: { life: 2, predecessorId: { not: null } } })).toBe(1);
});

it("nobody signs in as an invented person", async () => {
  expect(
    await db().user.count({ where: { isSample: true, OR: [{ passwordHash: { not: null } }, { status: "active" }] } }),
  ).toBe(0);
});

it("goes in one stroke, by an admin, and leaves tombstones without content", async () => {
  await expect(eraseSamples(await createActor("reviewer"))).rejects.toMatchObject({ code: "forbidden" });
  expect(await eraseSamples(admin)).toBe(41);
  expect(await db().case.count({ where: { state: { not: "erased" } } })).toBe(0);
  expect(await db().report.count({ where: { observed: { not: "" } } })).toBe(0);
  expect(await db().account.count({ where: { handle: { not: "" } } })).toBe(0);
  expect((await db().setting.findUnique({ where: { key: "samples_loaded" } }))?.value).toBe(false);
});
