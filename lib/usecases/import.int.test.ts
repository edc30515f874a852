import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { ImportOptions } from "@/lib/domain/import/mapping";
import { createActor } from "@/lib/testing/factories";
import { fixture } from "@/lib/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { cancelImport } from "./cancel-import";
import { runImport } from "./run-import";
import { startImport } from "./start-import";
import { uploadImport } from "./upload-import";

let database: TestDatabase;
let reviewer: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

type Asked = Partial<Omit<ImportOptions, "constants">> & { constants?: Partial<ImportOptions["constants"]> };

async function prepare(actor: UserActor, bytes: Uint8Array<ArrayBuffer> | string, asked: Asked = {}): Promise<string> {
  const { id } = await uploadImport(actor, {
    name: "fakes.csv",
    bytes: typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes,
    language: "fr",
  });
  const { options } = await db().import.findUniqueOrThrow({ where: { id } });
  const guessed = options as unknown as ImportOptions;
  const constants = {
    ...guessed.constants,
    track: "redirecting_bot" as const,
    ageAnswer: "no" as const,
    ...asked.constants,
  };
  await startImport(actor, { id, options: { ...guessed, ...asked, constants } });
  return id;
}
const stateOf = (id: string) => db().import.findUniqueOrThrow({ where: { id }, omit: { source: true } });
async function run(actor: UserActor, bytes: Uint8Array<ArrayBuffer> | string, asked: Asked = {}) {
  const id = await prepare(actor, bytes, asked);
  await runImport(id);
  return {
    ...(await stateOf(id)),
    problems: await db().importProblem.findMany({
      where: { importId: id },
      orderBy: [{ line: "asc" }, { ordinal: "asc" }],
    }),
  };
}
const totals = async () => ({
  cases: await db().case.count(),
  reports: await db().report.count(),
  accounts: await db().account.count(),
});

/** Runs the work and, once the import is past a row, does something to it: once, and never after the work has ended. */
async function onceBeyond(id: string, row: number, act: () => unknown, work: () => Promise<unknown>): Promise<void> {
  const run = { isOver: false };
  const watch = (async () => {
    while (!run.isOver) {
      if ((await stateOf(id)).nextRow > row) return act();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return undefined;
  })();
  try {
    await work();
  } finally {
    run.isOver = true;
    await watch;
  }
}

describe("an import", { timeout: 180_000 }, () => {
  it("takes good rows, lists bad ones with line and reason, and leaves nothing of these behind", async () => {
    const result = await run(
      reviewer,
      'lien;pseudo;plateforme;vu;date\nhttps://x.com/perle_import_1;;;story;03/02/2026\n;deux mots;x;;\n;perle_import_2;insta;"note\nsur deux lignes";\n;;;;\nhttps://x.com/perle_import_3;;;;31/02/2026\n',
    );
    expect(result).toMatchObject({ status: "done", totalRows: 5, createdCount: 2, refusedCount: 3 });
    expect((await db().import.findUniqueOrThrow({ where: { id: result.id } })).source).toBeNull();
    expect(result.problems.map(({ line, reason, columnName }) => [line, reason, columnName])).toEqual([
      [3, "address.handle_shape", "handle"],
      [6, "no_address", "address"],
      [7, "date_unreadable", "observed_on"],
    ]);
    const report = await db().report.findFirstOrThrow({ where: { observed: "story" } });
    expect(report.observedAt.toISOString()).toBe("2026-02-03T00:00:00.000Z");
  });

  it("that arrives twice changes nothing, also under another name, encoding and delimiter", async () => {
    const text = "lien,vu\nhttps://x.com/nacre_deux,été\nhttps://t.me/nacre_deux,\n";
    await run(reviewer, text);
    const before = await totals();
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.replaceAll(",", "\t"), "utf16le")]);
    const latin = Buffer.from(text.replaceAll(",", ";"), "latin1");
    for (const bytes of [text, new Uint8Array(utf16), new Uint8Array(latin)]) {
      expect(await run(reviewer, bytes)).toMatchObject({ createdCount: 0, joinedCount: 0, knownCount: 2 });
    }
    expect(await totals()).toEqual(before);
  });

  it("of one file at the same time by two people takes each row once", async () => {
    const other = await createActor("volunteer");
    const text = `lien\n${Array.from({ length: 40 }, (_, index) => `https://x.com/deux_fois_${index}`).join("\n")}\n`;
    const before = await totals();
    const [mine, theirs] = await Promise.all([prepare(reviewer, text), prepare(other, text)]);
    await Promise.all([runImport(mine), runImport(theirs)]);
    const ended = [await stateOf(mine), await stateOf(theirs)];
    expect(ended.map((one) => one.status)).toEqual(["done", "done"]);
    expect(ended.reduce((sum, one) => sum + one.createdCount, 0)).toBe(40);
    expect(await totals()).toEqual({
      cases: before.cases + 40,
      reports: before.reports + 40,
      accounts: before.accounts + 40,
    });
  });

  it("dry run says what would happen and changes nothing", async () => {
    const before = await totals();
    const result = await run(
      reviewer,
      "lien\nhttps://x.com/essai_un\nhttps://x.com/essai_un?s=20\nhttps://x.com/nacre_deux\nrien\n",
      { isDryRun: true, constants: { track: "stolen_photo_scammer" } },
    );
    expect(result).toMatchObject({ status: "done", createdCount: 1, joinedCount: 2, refusedCount: 1 });
    expect(await totals()).toEqual(before);
  });

  it("that stops on errors takes nothing when a row is bad, and lists them all", async () => {
    const before = await totals();
    const result = await run(reviewer, "lien\nhttps://x.com/tout_ou_rien\nnon\nhttps://x.com/search?q=a\n", {
      onError: "stop",
    });
    expect(result).toMatchObject({ status: "failed", failure: "bad_rows", createdCount: 0, refusedCount: 2 });
    expect(result.problems.map((problem) => problem.line)).toEqual([3, 4]);
    expect(await totals()).toEqual(before);
  });

  it("killed in the middle is taken up where it stood, with the same end", async () => {
    const text = `lien\n${Array.from({ length: 130 }, (_, index) => `https://x.com/reprise_${index}`).join("\n")}\n`;
    const id = await prepare(reviewer, text);
    const stop = new AbortController();
    await onceBeyond(
      id,
      10,
      () => stop.abort(),
      () => expect(runImport(id, stop.signal)).rejects.toThrow(),
    );
    const middle = await stateOf(id);
    expect(middle.status).toBe("running");
    expect(middle.nextRow).toBeGreaterThan(0);
    expect(middle.nextRow).toBeLessThan(130);
    await runImport(id);
    expect(await stateOf(id)).toMatchObject({ status: "done", nextRow: 130, createdCount: 130, knownCount: 0 });
  });

  it("that is cancelled keeps what went in, and can be started again without doing it twice", async () => {
    const text = `lien\n${Array.from({ length: 120 }, (_, index) => `https://x.com/annule_${index}`).join("\n")}\n`;
    const id = await prepare(reviewer, text);
    await onceBeyond(
      id,
      5,
      () => cancelImport(reviewer, { id }),
      () => runImport(id),
    );
    const cancelled = await stateOf(id);
    expect(cancelled.status).toBe("cancelled");
    expect(cancelled.nextRow).toBeLessThan(120);
    const { options } = await db().import.findUniqueOrThrow({ where: { id } });
    await startImport(reviewer, { id, options: options as unknown as ImportOptions });
    await runImport(id);
    const done = await stateOf(id);
    expect(done.status).toBe("done");
    expect(done.createdCount + done.knownCount).toBe(120);
    expect(
      await db().case.count({
        where: {
          accountId: {
            in: (await db().account.findMany({ where: { handle: { startsWith: "annule_" } } })).map((one) => one.id),
          },
        },
      }),
    ).toBe(120);
  });

  it("brings states, dates and outcomes as history, outside the queue, and refuses what is past its retention", async () => {
    const today = new Date();
    const days = (count: number) => new Date(today.getTime() - count * 86_400_000).toISOString().slice(0, 10);
    const text = `lien,état,notifié le,réponse,réponse le\nhttps://x.com/passe_1,supprimé,${days(40)},compte supprimé,${days(30)}\nhttps://x.com/passe_2,,${days(12)},,\nhttps://x.com/passe_3,refusé,${days(90)},refusée,${days(60)}\nhttps://x.com/passe_4,actionné?,,,\n`;
    const result = await run(reviewer, text);
    expect(result).toMatchObject({ status: "done", createdCount: 2, refusedCount: 2 });
    expect(result.problems.map((problem) => problem.reason)).toEqual(["retention_over", "state_unknown"]);
    const removed = await db().case.findFirstOrThrow({
      where: { accountId: (await db().account.findFirstOrThrow({ where: { handleKey: "passe_1" } })).id },
    });
    expect(removed).toMatchObject({
      state: "actioned",
      decidedBy: "imported",
      lastOutcome: "account_removed",
      origin: "import",
      isActive: false,
    });
  });

  it("with a history is refused to a volunteer, whose plain rows go in", async () => {
    const volunteer = await createActor("volunteer");
    await expect(prepare(volunteer, "lien,état\nhttps://x.com/pas_le_droit,supprimé\n")).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await run(volunteer, "lien\nhttps://x.com/le_droit\n")).toMatchObject({ status: "done", createdCount: 1 });
  });

  it("sends rows that may show a minor into the lane", async () => {
    await run(reviewer, "lien,mineur\nhttps://x.com/voie_1,doute\n");
    const account = await db().account.findFirstOrThrow({ where: { handleKey: "voie_1" } });
    expect((await db().case.findFirstOrThrow({ where: { accountId: account.id } })).state).toBe("safeguarding");
  });

  it("belongs to who uploaded it: for others it does not exist", async () => {
    const id = await prepare(reviewer, "lien\nhttps://x.com/a_moi\n");
    const other = await createActor("reviewer");
    await expect(cancelImport(other, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["a spreadsheet", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), "file_is_spreadsheet"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0]), "file_is_image"],
    ["nothing", new Uint8Array(), "file_is_empty"],
  ])("of %s is refused by its name", async (_, bytes, reason) => {
    await expect(uploadImport(reviewer, { name: "x", bytes, language: "fr" })).rejects.toMatchObject({
      code: "invalid_input",
      reason,
    });
  });

  it("stores hostile text as it was given", async () => {
    const nasty = '=HYPERLINK("http://x") <script>alert(1)</script> \' OR 1=1 -- 𝕬🏳️‍🌈 \u202E';
    await run(reviewer, `${JSON.stringify({ url: "https://x.com/hostile_1", notes: nasty })}\n`);
    expect(await db().report.count({ where: { observed: nasty } })).toBe(1);
  });
});

it("the legislators' 2,860 rows go in as one import, and a second time change nothing", async (context) => {
  const path = fixture("profile-urls/legislators/handles.csv");
  if (path === undefined) return context.skip("the fixtures are not there");
  const bytes = new Uint8Array(readFileSync(path));
  const first = await run(reviewer, bytes);
  expect(first).toMatchObject({ status: "done", totalRows: 2860 });
  expect(first.problems.slice(0, 5)).toEqual([]);
  expect(first.createdCount).toBeGreaterThan(1500);
  const before = await totals();
  expect(await run(reviewer, bytes)).toMatchObject({ createdCount: 0, joinedCount: 0 });
  expect(await totals()).toEqual(before);
}, 900_000);
