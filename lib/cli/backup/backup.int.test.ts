import { createHash } from "node:crypto";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import type { UserActor } from "@/lib/domain/access/actor";
import { provideEnvironment } from "@/lib/env";
import { verified, writeEntries } from "@/lib/testing/attacked-trail";
import { loggedCase, opine, person } from "@/lib/testing/review-desk";
import { saidBy } from "@/lib/testing/said-by";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { eraseCase } from "@/lib/usecases/erase-case";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { backup } from "../commands/backup";
import { restore } from "../commands/restore";
import { nameOf, tableShapes } from "./backup-tables";

let [source, target]: (TestDatabase | undefined)[] = [];
let eraser: UserActor;
let kept: { id: string; number: number };
let [scratch, folder] = ["", ""];

const at = (database: TestDatabase | undefined): TestDatabase => database ?? expect.unreachable();
/** From here on the process works on this database and its keys. */
async function workOn(database: TestDatabase): Promise<void> {
  await closeDb();
  const { appUrl, ownerUrl, dataDir } = database;
  provideEnvironment({ DATA_DIR: dataDir, DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
  useDatabase(appUrl);
}
/** A digest of all that a table holds; the trail's own tables and what restoring itself does left out. */
async function contentOf(database: TestDatabase): Promise<Record<string, string>> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const content: Record<string, string> = {};
    for (const shape of await tableShapes(client)) {
      if (/^(audit_|commitment_secret|access_log|job$)/.test(shape.table)) continue;
      const { rows } = await client.query<{ digest: string }>(
        `SELECT count(*) || ':' || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM ${nameOf(shape)} t`,
      );
      content[shape.table] = rows[0]?.digest ?? "";
    }
    return content;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "demasque-backup-"));
  source = await createTestDatabase();
  await workOn(source);
  provideEnvironment({ PUBLIC_URL: "https://desk.example.org" });
  const [reporter, first, second] = [
    await person("Mésange", "volunteer"),
    await person("Loriot", "reviewer"),
    await person("Pinson", "reviewer"),
  ];
  eraser = await person("Effraie", "admin", "reviewer", "protection");
  kept = await loggedCase({ reporter, observed: "Tabs\tand\nlines \\. and « guillemets »" });
  await opine(first, kept.id, "stolen_photo_scammer", "The same pictures as in May.");
  await opine(second, kept.id, "stolen_photo_scammer");
  await sealTrail();
});
beforeEach(async () => {
  await workOn(at(source));
  folder = path.join(scratch, String(performance.now()));
});
afterEach(async () => {
  await closeDb();
  await target?.drop();
  target = undefined;
});
afterAll(async () => {
  await source?.drop();
  await rm(scratch, { recursive: true });
});

const backUp = () => saidBy(() => backup([folder]));
/** On another machine, where there is nothing yet. */
async function restoreElsewhere(make = createEmptyDatabase, ...words: string[]) {
  target = await make();
  await workOn(target);
  return saidBy(() => restore([folder, ...words]));
}

describe("a backup", () => {
  it("brings everything back as it was, verifies, and begins a new log that quotes the old one", async () => {
    expect((await backUp()).status).toBe(0);
    const head = await treeHead(db());
    const before = await contentOf(at(source));
    const { out, status } = await restoreElsewhere();
    expect(out).toContain('"problems":0');
    expect(status).toBe(0);
    expect(await contentOf(at(target))).toEqual(before);
    expect(Object.values(before).filter((digest) => !digest.startsWith("0:")).length).toBeGreaterThan(8);
    expect(await treeHead(db())).toMatchObject({ log: 2, quotedCheckpoint: head?.note });
    expect(await verified("--deep")).toMatchObject({ status: 0 });
    // Numbers go on where they were.
    const reporter = await person("Rousserolle", "volunteer");
    expect((await loggedCase({ reporter })).number).toBe(kept.number + 1);
    await sealTrail();
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });

  it("is of one moment, while the desk goes on writing and sealing", async () => {
    const stopping = new AbortController();
    const writing = (async () => {
      while (!stopping.signal.aborted) {
        await writeEntries(1);
        await sealTrail();
      }
    })();
    expect((await backUp()).status).toBe(0);
    stopping.abort();
    await writing;
    await sealTrail();
    expect((await restoreElsewhere()).status).toBe(0);
  });

  it("goes into a database that was started once and never used, as well as into an empty one", async () => {
    await backUp();
    expect((await restoreElsewhere(createTestDatabase)).status).toBe(0);
  });

  it("does not bring back what was erased after it was made", async () => {
    const reporter = await person("Fauvette", "volunteer");
    const gone = await loggedCase({ reporter, observed: "To be forgotten." });
    await backUp();
    const { version } = await db().case.findUniqueOrThrow({ where: { id: gone.id } });
    await eraseCase(eraser, { ref: { id: gone.id }, expectedVersion: version, reason: "request_of_the_person" });
    const list = path.join(at(source).dataDir, "erasures");
    expect(await readFile(list, "utf8")).toMatch(new RegExp(`^${gone.id} \\d{4}-\\d{2}-\\d{2}$`, "m"));
    await appendFile(list, "half a li");
    const { out, status } = await restoreElsewhere(createEmptyDatabase, "--erasures", list);
    expect({ status, again: /"erasedAgain":\d+/.exec(out)?.[0] }).toEqual({ status: 0, again: '"erasedAgain":1' });
    expect(await db().case.findUniqueOrThrow({ where: { id: gone.id } })).toMatchObject({ state: "erased" });
    expect(await db().report.count({ where: { observed: "To be forgotten." } })).toBe(0);
    expect(await verified("--deep")).toMatchObject({ status: 0 });
  });

  it("signs everybody out where it is restored", async () => {
    const user = await db().user.findFirstOrThrow();
    await db().session.create({ data: { userId: user.id, expiresAt: new Date(Date.now() + 3_600_000) } });
    await backUp();
    expect((await restoreElsewhere()).out).toContain('"signedOut":1');
    expect(await db().session.count({ where: { revokedAt: null } })).toBe(0);
  });

  it("holds no key where the keys are kept apart, and then is not restored without them", async () => {
    expect((await saidBy(() => backup([folder, "--without-keys"]))).status).toBe(0);
    expect(await readdir(folder)).not.toContain("keys");
    await expect(restoreElsewhere()).rejects.toThrow(/_KEY is not in the backup/);
  });
});

describe("nothing is restored", () => {
  const change = async (name: string, edit: (text: string) => string, isFitted: boolean): Promise<void> => {
    const file = path.join(folder, "tables", `public.${name}.copy.gz`);
    const bytes = gzipSync(edit(gunzipSync(await readFile(file)).toString("utf8")));
    const old = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    await writeFile(file, bytes);
    const manifest = path.join(folder, "backup.json");
    const fitted = (await readFile(manifest, "utf8")).replace(old, createHash("sha256").update(bytes).digest("hex"));
    if (isFitted) await writeFile(manifest, fitted);
  };

  it("of a file that was changed since", async () => {
    await backUp();
    await change("report", (text) => text.replace("guillemets", "quotes"), false);
    await expect(restoreElsewhere()).rejects.toThrow(/report\.copy\.gz is missing, or not what was backed up/);
  });

  it("of a folder that is no finished backup", async () => {
    await backUp();
    await rm(path.join(folder, "backup.json"));
    await expect(restoreElsewhere()).rejects.toThrow(/has no backup\.json/);
  });

  it("into a desk that has people, who would be lost", async () => {
    await backUp();
    await expect(saidBy(() => restore([folder]))).rejects.toThrow(/There is a desk in this database already/);
    expect(await db().case.count()).toBeGreaterThan(0);
  });

  it("with keys of two desks mixed", async () => {
    await backUp();
    target = await createEmptyDatabase();
    await workOn(target);
    await rm(path.join(target.dataDir, "keys"), { recursive: true, force: true });
    await mkdir(path.join(target.dataDir, "keys"));
    await writeFile(path.join(target.dataDir, "keys", "MASTER_KEY"), "another\n");
    await expect(saidBy(() => restore([folder]))).rejects.toThrow(/MASTER_KEY is another key than the backup's/);
  });

  it("without a word where the backup itself was falsified: the trail says what", async () => {
    await backUp();
    await change("opinion", (text) => text.replace("stolen_photo_scammer", "redirecting_bot"), true);
    const { out, status } = await restoreElsewhere();
    expect(status).toBe(1);
    expect(out).toMatch(/row opinion\/[0-9a-f-]{36}: /);
    expect((await treeHead(db()))?.log).toBe(1);
  });

  it("by halves: of a file that breaks off, every row stays out", async () => {
    await backUp();
    await change("report", (text) => text.slice(0, -20), true);
    await expect(restoreElsewhere()).rejects.toThrow();
    const count = "SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM report) AS rows";
    const { rows } = await withClient(at(target).ownerUrl, (client) => client.query<{ rows: string }>(count));
    expect(rows[0]?.rows).toBe("0");
  });
});

it("is refused a folder that holds something", async () => {
  await backUp();
  await expect(saidBy(() => backup([folder]))).rejects.toThrow(/is not empty/);
});
