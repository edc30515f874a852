import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { exportColumns, type ExportFormat } from "@/lib/domain/case/export-row";
import { parseAddress } from "@/lib/domain/addresses/parse-address";
import { guessMapping, lacksOf } from "@/lib/domain/import/mapping";
import { caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";
import { createActor, createCase } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { exportCases, type ExportSelection } from "./export-cases";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
const hostile = [
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "ok;=HYPERLINK(1)",
  "＝1+1",
  " =1",
  'a","=1',
  "\u00a0=1",
  "ok\n=2",
];

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer", "safeguarding");
  volunteer = await createActor("volunteer");
  for (const observed of hostile) await createCase({ reporter: volunteer, observed });
  await createCase({ reporter: volunteer, state: "safeguarding", handle: "lane_account" });
  await createCase({ reporter: volunteer, state: "refused", handle: "refused_account" });
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

async function file(
  actor: UserActor,
  format: ExportFormat,
  selection: ExportSelection = { all: true },
): Promise<string> {
  let text = "";
  for await (const piece of await exportCases(actor, format, selection)) text += piece;
  return text;
}
const rowsOf = (csv: string): Record<string, string>[] =>
  parse(csv, { columns: true, bom: true, record_delimiter: "\r\n" });

test("no exported cell starts a formula, whatever was written in a report", async () => {
  const csv = await file(reviewer, "csv");
  const cells = parse(csv, { bom: true, record_delimiter: "\r\n" }).flat();
  expect(cells.length).toBeGreaterThan(hostile.length * exportColumns.length);
  for (const cell of cells) expect(cell).not.toMatch(/^[\s\p{Z}\p{C}]*[=+\-@＝＋－＠]/u);
});

test("the safety lane never leaves, not even for those who open it, and neither way of asking finds it", async () => {
  const lane = await db().case.findFirstOrThrow({ where: { state: "safeguarding" } });
  expect(await file(reviewer, "jsonl")).not.toContain("lane_account");
  expect(await file(reviewer, "jsonl", { numbers: [Number(lane.number)] })).toBe("");
  const query = caseQueryFor(reviewer, loadCaseAddress("?view=lane"));
  expect(query && (await file(reviewer, "jsonl", { query }))).toBe("");
});

test("a volunteer exports nobody's cases, and an export that is refused leaves no line in the access log", async () => {
  const before = await db().accessLog.count();
  await expect(exportCases(volunteer, "csv", { all: true })).rejects.toThrow(/forbidden/);
  expect(await db().accessLog.count()).toBe(before);
});

test("every export is in the access log, by who and what list", async () => {
  await file(reviewer, "csv");
  const entry = await db().accessLog.findFirstOrThrow({
    where: { kind: "export_downloaded" },
    orderBy: { id: "desc" },
  });
  expect([entry.actor, entry.subject]).toEqual([`user:${reviewer.id}`, "all"]);
});

test("a list of the queue exports its own rows", async () => {
  const query = caseQueryFor(reviewer, loadCaseAddress("?view=active&state=refused"));
  const rows = rowsOf(query ? await file(reviewer, "csv", { query }) : "");
  expect(rows.map((row) => row["handle"])).toEqual(["refused_account"]);
});

test("the importer understands every column that it needs, and the addresses as they are written", async () => {
  const rows = rowsOf(await file(reviewer, "csv"));
  const mapping = guessMapping(exportColumns, [Object.values(rows[0] ?? {})]);
  const wanted = [
    "address",
    "platform",
    "handle",
    "track",
    "age",
    "observed",
    "observed_on",
    "state",
    "notified_on",
    "outcome",
    "informed_on",
  ];
  expect(mapping.filter((field) => field !== null)).toEqual(wanted);
  expect(lacksOf({ mapping, constants: { platform: null, track: null, ageAnswer: null } })).toEqual([]);
  expect(rows[0]?.["url"]).toMatch(/^hxxps:\/\/x\[\.\]example\//);
  expect(parseAddress("hxxps://x[.]com/abc_def").kind).toBe("profile");
});

test("what is larger than a batch comes whole, each case once", async () => {
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let index = 0; index < 45; index += 1) await createCase({ reporter: volunteer });
    }),
  );
  const numbers = (await file(reviewer, "jsonl"))
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { case: string }).case);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toHaveLength(await db().case.count({ where: { state: { not: "safeguarding" } } }));
});
