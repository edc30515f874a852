import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { createActor } from "@/lib/testing/factories";
import { confirmedCase, verifiedMandate } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { makeFirstContact } from "./make-first-contact";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
  volunteer = await createActor("volunteer");
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const made = (caseNumber: number, actor = reviewer) => makeFirstContact(actor, { caseNumber, language: "fr" });

it("is recorded once, whoever tries again and however many at once, and the trail says who", async () => {
  const one = await confirmedCase({ reporter: volunteer });
  const tries = await Promise.allSettled([made(one.number), made(one.number), made(one.number)]);
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(made(one.number)).rejects.toMatchObject({ code: "conflict", reason: "first_contact_made" });
  const entries = await db().auditEntry.findMany({ where: { caseId: one.id, action: "case.first_contact_made" } });
  expect(entries.map(({ actor }) => actor)).toEqual([`user:${reviewer.id}`]);
});

it("is not for bots, nor where the person has given a mandate, nor for whoever may not notify", async () => {
  const bot = await confirmedCase({ reporter: volunteer, track: "redirecting_bot" });
  await expect(made(bot.number)).rejects.toMatchObject({ reason: "first_contact_not_due" });
  const { id: mandateId } = await verifiedMandate(reviewer);
  const spoken = await confirmedCase({ reporter: volunteer, mandateId });
  await expect(made(spoken.number)).rejects.toMatchObject({ reason: "first_contact_not_due" });
  const other = await confirmedCase({ reporter: volunteer });
  await expect(made(other.number, volunteer)).rejects.toMatchObject({ code: "forbidden" });
});
