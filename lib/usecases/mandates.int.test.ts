import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { pointCaps, secondsPerPoint } from "@/lib/domain/case/priority";
import { addCalendarMonths } from "@/lib/domain/notices/tracking";
import { listMandates } from "@/lib/queries/list-mandates";
import { createActor, createCase } from "@/lib/testing/factories";
import { caseNow } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { attachMandate } from "./attach-mandate";
import { createMandate } from "./create-mandate";
import { sightMandate } from "./sight-mandate";
import { withdrawMandate } from "./withdraw-mandate";

let database: TestDatabase;
let first: UserActor;
let second: UserActor;
let volunteer: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  [first, second, volunteer] = await Promise.all([
    createActor("reviewer"),
    createActor("reviewer"),
    createActor("volunteer"),
  ]);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const made = () => createMandate(first, { label: "Azur", authenticUrl: "https://x.com/azur_authentic" });
const found = async (number: number) =>
  (await listMandates(first)).mandates.find((mandate) => mandate.number === number);

test("two different reviewers verify a mandate for twelve months; one alone, seeing twice, does not", async () => {
  const { number, code } = await made();
  expect(code).toMatch(/^DMQ-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(await sightMandate(first, { number })).toEqual({ isVerified: false });
  await expect(sightMandate(first, { number })).rejects.toThrow(/mandate_seen_already/);
  expect((await found(number))?.status).toBe("pending");
  expect(await sightMandate(second, { number })).toEqual({ isVerified: true });
  const mandate = await found(number);
  expect(mandate).toMatchObject({ status: "verified", code: null });
  expect(mandate?.expiresAt).toEqual(addCalendarMonths(mandate?.verifiedAt ?? new Date(0), 12));
});

test("ten simultaneous confirmations by two reviewers leave two sightings and one verification", async () => {
  const { number } = await made();
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => sightMandate(index % 2 === 0 ? first : second, { number })),
  );
  expect(
    results
      .filter((one) => one.status === "fulfilled")
      .map((one) => one.value.isVerified)
      .sort(),
  ).toEqual([false, true]);
  expect((await found(number))?.seenBy).toHaveLength(2);
});

test("a case under a verified mandate moves up, and comes down when it is withdrawn", async () => {
  const { number } = await made();
  const { id, number: caseNumber } = await createCase({ reporter: volunteer });
  const attach = () => attachMandate(first, { ref: { number: caseNumber }, mandateNumber: number });
  await expect(attach()).rejects.toThrow(/mandate_not_valid/);
  await sightMandate(first, { number });
  await sightMandate(second, { number });
  const before = await caseNow(id);
  await attach();
  const during = await caseNow(id);
  expect([during.pointsWaiting, during.version]).toEqual([15, before.version]);
  await withdrawMandate(second, { number });
  const after = await caseNow(id);
  expect(after.pointsWaiting).toBe(0);
  expect(during.queueRank - after.queueRank).toBe(BigInt(pointCaps.personWaiting * secondsPerPoint));
  await expect(attach()).rejects.toThrow(/mandate_not_valid/);
});

test("volunteers neither make mandates nor read them", async () => {
  await expect(createMandate(volunteer, { label: "x", authenticUrl: "https://x.com/a_b_c" })).rejects.toThrow(
    /forbidden/,
  );
  await expect(listMandates(volunteer)).rejects.toThrow(/forbidden/);
});
