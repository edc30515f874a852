import { afterAll, beforeAll, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { auditedTables, loadAuditQuery } from "@/lib/tables/audit-filters";
import { createActor, createCase } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { claimCase } from "@/lib/usecases/claim-case";
import { giveOpinion } from "@/lib/usecases/give-opinion";
import { listAudit } from "./list-audit";

let database: TestDatabase;
let auditor: UserActor;
let first: UserActor;
let numbers: { open: number; lane: number };
const ask = (actor: UserActor, query: Record<string, string> = {}) => listAudit(actor, loadAuditQuery(query));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  const volunteer = await createActor("volunteer");
  first = await createActor("reviewer");
  auditor = await createActor("auditor");
  const open = await createCase({ reporter: volunteer, handle: "secret_handle", observed: "what was seen" });
  const lane = await createCase({ reporter: volunteer, state: "safeguarding", ageAnswer: "unsure" });
  numbers = { open: open.number, lane: lane.number };
  const claimed = await claimCase(first, { ref: { number: open.number }, expectedVersion: 1 });
  await giveOpinion(first, {
    ref: { number: open.number },
    expectedVersion: claimed.version,
    classification: "authentic",
    reasons: [],
    note: "a private note",
  });
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

it("is read by auditors and by nobody else", async () => {
  await expect(ask(first)).rejects.toMatchObject({ code: "forbidden" });
  await expect(ask(await createActor("admin", "volunteer"))).rejects.toMatchObject({ code: "forbidden" });
  expect((await ask(auditor)).rows.length).toBeGreaterThan(5);
});

it("tells an auditor nothing of a first opinion, nor of any content", async () => {
  const text = JSON.stringify((await ask(auditor, { case: String(numbers.open) })).rows);
  for (const secret of [first.id, first.pseudonym, "authentic", "a private note", "secret_handle", "what was seen"])
    expect(text).not.toContain(secret);
  expect(text).toContain("case.opinion_given");
});

it("gives no hidden author away to a filter", async () => {
  const { rows } = await ask(auditor, { actor: first.pseudonym });
  expect(rows.filter((row) => row.caseNumber === numbers.open)).toEqual([]);
});

it("holds no entry of the lane for anyone but safeguarding", async () => {
  expect((await ask(auditor, { case: String(numbers.lane) })).rows).toEqual([]);
  const both: UserActor = { ...auditor, roles: ["auditor", "safeguarding"] };
  expect((await ask(both, { case: String(numbers.lane) })).rows.length).toBeGreaterThan(0);
});

it("is paged by entry, without a gap or a repetition", async () => {
  const ids: string[] = [];
  for (let before: string | null = ""; before !== null;) {
    const page = await ask(auditor, before ? { before } : {});
    ids.push(...page.rows.map((row) => row.id));
    before = page.before;
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual([...ids].sort((a, b) => Number(b) - Number(a)));
});

it("knows every table that the database audits", async () => {
  const { rows } = await withClient(database.ownerUrl, (client) =>
    client.query<{ name: string }>(
      "SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'audited' ORDER BY 1",
    ),
  );
  expect(
    rows
      .map(({ name }) => name.replaceAll('"', ""))
      .concat("commitment_secret")
      .sort(),
  ).toEqual([...auditedTables].sort());
});
