import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { trailRecords, treeHead } from "@/lib/db/seal";
import { verifyCheckpoint } from "@/lib/domain/audit/checkpoint";
import { leafBytesOf } from "@/lib/domain/audit/entry-leaf";
import { leafHash, nodeHash } from "@/lib/domain/audit/merkle-tree";
import { parseVerifierKey } from "@/lib/domain/audit/signed-note";
import { environmentForTest, provideEnvironment } from "@/lib/env";
import { createActor } from "@/lib/testing/factories";
import { handle, report } from "@/lib/testing/intake-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { sealTrail } from "./seal-trail";
import { withSealedTrail } from "./with-sealed-trail";

let database: TestDatabase;
const operator = { kind: "operator", requestId: "seal-test" } as const;
const asSuperuser = (sql: string, values: unknown[] = []) =>
  withClient(database.superuserUrl, (client) => client.query(sql, values));
const writeEntries = async (count: number) => {
  for (let at = 0; at < count; at += 1)
    await change(operator, "setting.changed", {}, (tx) =>
      tx.setting.create({ data: { key: `k_${randomUUID()}`, value: at } }),
    );
};
const memory = () => path.join(database.dataDir, "keys", "last-checkpoint");

interface LeafRow {
  index: number;
  entry_id: string;
  hash: Buffer;
  bytes: Buffer;
}
const leaves = async (): Promise<LeafRow[]> =>
  (await asSuperuser("SELECT index::int, entry_id::text, hash, bytes FROM audit_leaf ORDER BY log, index"))
    .rows as LeafRow[];

/** The tree as RFC 6962 defines it, without tiles. */
function plainRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (hashes.length === 1 && only) return only;
  let half = 1;
  while (half * 2 < hashes.length) half *= 2;
  return nodeHash(plainRoot(hashes.slice(0, half)), plainRoot(hashes.slice(half)), nodeHashing);
}

beforeAll(async () => {
  database = await createTestDatabase();
  provideEnvironment({ PUBLIC_URL: "https://desk.example.org" });
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("the sealer", () => {
  it("gives every committed entry a leaf, in order, under a head that the log's key signed", async () => {
    await writeEntries(5);
    const result = await sealTrail();
    const head = await treeHead(db());
    const rows = await leaves();
    expect(result).toMatchObject({ size: rows.length, checkpoint: head?.note });
    expect(head?.origin).toMatch(/^desk\.example\.org\/[0-9a-f]{16}$/);
    expect(rows.map(({ index }) => index)).toEqual(rows.map((_, at) => at));

    const checkpoint = verifyCheckpoint(head?.note ?? "", [parseVerifierKey(head?.vkey ?? "")]);
    expect(checkpoint).toMatchObject({ origin: head?.origin, size: rows.length });
    expect(Buffer.from(checkpoint.root)).toEqual(Buffer.from(plainRoot(rows.map(({ hash }) => new Uint8Array(hash)))));
    const records = await trailRecords(
      db(),
      rows.map(({ entry_id: id }) => id),
    );
    expect(records.map(({ action }) => action)).toEqual(expect.arrayContaining(["audit.log_begun", "setting.changed"]));
    for (const [at, record] of records.entries()) {
      const bytes = leafBytesOf(record, record.secret ?? new Uint8Array(), nodeHashing);
      expect(Buffer.from(bytes).equals(rows[at]?.bytes ?? Buffer.alloc(0))).toBe(true);
      expect(Buffer.from(leafHash(bytes, nodeHashing)).equals(rows[at]?.hash ?? Buffer.alloc(0))).toBe(true);
    }
    expect(await readFile(memory(), "utf8")).toBe(head?.note);
  });

  it("signs nothing where there is nothing new", async () => {
    const before = await treeHead(db());
    expect(await sealTrail()).toMatchObject({ sealed: 0, size: before?.size });
    expect((await treeHead(db()))?.signedAt).toEqual(before?.signedAt);
  });

  it("of many at once seals each entry once, in one unbroken row", async () => {
    await writeEntries(20);
    const before = (await leaves()).length;
    const results = await Promise.all([
      ...Array.from({ length: 6 }, () => sealTrail()),
      writeEntries(20),
      sealTrail({ isWaiting: false }),
    ]);
    await sealTrail();
    const rows = await leaves();
    expect(rows.length - before).toBe(40);
    expect(rows.map(({ index }) => index)).toEqual(rows.map((_, at) => at));
    expect(new Set(rows.map(({ entry_id: id }) => id)).size).toBe(rows.length);
    expect(results.filter((one) => one !== undefined && one !== null && one.sealed > 0).length).toBeGreaterThan(0);
  });

  it("of several processes on one database seals each entry once", { timeout: 60_000 }, async () => {
    await writeEntries(30);
    const before = (await leaves()).length;
    const values = environmentForTest({
      DATA_DIR: database.dataDir,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
    });
    const run = promisify(execFile);
    const words = ["lib/cli/run.mjs", "lib/cli/demasque.ts", "audit", "seal"];
    const outputs = await Promise.all([1, 2, 3].map(() => run(process.execPath, words, { env: values })));
    const sealed = outputs.map(({ stdout }) => (JSON.parse(stdout) as { sealed: number }).sealed);
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(30);
    const rows = await leaves();
    expect(rows.length - before).toBe(30);
    expect(rows.map(({ index }) => index)).toEqual(rows.map((_, at) => at));
  });

  it("leaves to a later index what was committed later, though it was written earlier", async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    let isWritten: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (isWritten = resolve));
    const slow = change(operator, "setting.changed", {}, async (tx) => {
      await tx.setting.create({ data: { key: "slow", value: 1 } });
      isWritten();
      await held;
    });
    await written;
    await writeEntries(1);
    await sealTrail();
    finish();
    await slow;
    await sealTrail();
    const [newest, before] = (await leaves()).toReversed();
    expect(Number(newest?.entry_id)).toBeLessThan(Number(before?.entry_id));
  });

  it("grows over the edge of a tile as the plain tree does", async () => {
    const size = (await leaves()).length;
    await writeEntries(260 - size);
    await sealTrail();
    await writeEntries(3);
    await sealTrail();
    const rows = await leaves();
    expect(rows.length).toBe(263);
    const head = await treeHead(db());
    expect(Buffer.from(head?.root ?? [])).toEqual(Buffer.from(plainRoot(rows.map(({ hash }) => new Uint8Array(hash)))));
  });
});

describe("a second history is refused:", () => {
  const refusal = async (reason: string) => {
    await writeEntries(1);
    const before = (await treeHead(db()))?.note;
    await expect(sealTrail()).rejects.toMatchObject({ code: "unavailable", reason });
    expect((await treeHead(db()))?.note).toBe(before);
  };
  let kept = "";
  beforeAll(async () => {
    await sealTrail();
    kept = await readFile(memory(), "utf8");
  });

  it("no memory of the last head, though the log has one", async () => {
    await rm(memory());
    await refusal("history_unknown");
    await writeFile(memory(), kept);
  });

  it("an instance without that memory erases as soon as another one has sealed", async () => {
    const { caseId } = await report(await createActor("volunteer"), handle());
    await rm(memory());
    const erase = withSealedTrail(() =>
      change(operator, "case.erased", {}, (tx) => tx.$queryRaw`SELECT erase_case(${caseId}::uuid)`),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    await writeFile(memory(), kept);
    await sealTrail();
    kept = await readFile(memory(), "utf8");
    await erase;
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "erased" });
  });

  it("a tree that is smaller than the last one signed, as after yesterday's backup was put back", async () => {
    const before = await treeHead(db());
    await sealTrail();
    const newest = await readFile(memory(), "utf8");
    await asSuperuser(
      `SET session_replication_role = replica; DELETE FROM audit_leaf WHERE index >= ${String(before?.size)};
       DELETE FROM audit_checkpoint WHERE size > ${String(before?.size)}`,
    );
    await refusal("history_shrank");
    expect(await readFile(memory(), "utf8")).toBe(newest);
  });
});
