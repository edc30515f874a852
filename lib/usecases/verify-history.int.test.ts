import { randomBytes } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { audit } from "@/lib/cli/commands/audit";
import { withClient } from "@/lib/cli/postgres/embedded";
import { db } from "@/lib/db/client";
import { treeHead } from "@/lib/db/seal";
import { cosign, signCheckpoint } from "@/lib/domain/audit/checkpoint";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import { formatSignature, formatVerifierKey, keyTypes, parseNote, verifierKeyOf } from "@/lib/domain/audit/signed-note";
import { env } from "@/lib/env";
import { getReceipt } from "@/lib/queries/get-receipt";
import { openAttackedTrail, verified, writeEntries } from "@/lib/testing/attacked-trail";
import { rewriteHistory } from "@/lib/testing/rewrite-history";
import { loggedCase } from "@/lib/testing/review-desk";
import { beginNewLog } from "./begin-log";
import { rotateKey } from "./rotate-key";
import { sealTrail } from "./seal-trail";

const operator = { kind: "operator", requestId: "history-test" } as const;
let trail: Awaited<ReturnType<typeof openAttackedTrail>>;
let receiptFile = "";
beforeAll(async () => (trail = await openAttackedTrail()));
beforeEach(async () => {
  await trail.restart();
  const { id } = await db().report.findFirstOrThrow({ where: { caseId: trail.decided.id } });
  receiptFile = await kept("receipt", formatEvidence(await getReceipt(trail.reporter, id)));
});
afterAll(() => trail.close());

const kept = async (name: string, text: string): Promise<string> => {
  const file = path.join(trail.dataDir, name);
  await writeFile(file, text);
  return file;
};
const complaints = async (...words: string[]): Promise<string[]> => {
  const { lines, status } = await verified(...words);
  expect(status).toBe(1);
  return lines;
};
const firstLine = async (...words: string[]): Promise<string | undefined> => (await complaints(...words))[0];
const refusal = async (reason: string): Promise<void> => {
  await writeEntries(1);
  await expect(sealTrail()).rejects.toMatchObject({ code: "unavailable", reason });
};
const head = async () => {
  const found = await treeHead(db());
  return { size: found?.size ?? 0, note: found?.note ?? "", origin: found?.origin ?? "" };
};
const earlySize = (): number => Number(trail.early.split("\n")[1]);
const truncate = (size: number) =>
  trail.asSuperuser(
    `DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf WHERE index >= ${size});
     DELETE FROM audit_leaf WHERE index >= ${size}; DELETE FROM audit_checkpoint WHERE size > ${size};
     UPDATE audit_tile SET hashes = substr(hashes, 1, 32 * ${size})`,
  );

describe("a log that is cut short is found out", () => {
  it("after a seal, whole heads and tiles back in time", async () => {
    const { size } = await head();
    await truncate(earlySize());
    expect(await firstLine()).toBe(
      `checkpoint ${earlySize()}: is smaller than the head remembered beside the key (remembered ${size})`,
    );
    await refusal("history_shrank");
  });

  it("after a seal, by its leaves alone", async () => {
    const { size } = await head();
    await trail.asSuperuser(`DELETE FROM audit_leaf WHERE index = ${size - 1}`);
    expect(await firstLine()).toBe(`leaf ${size - 1}: is missing`);
  });

  it("before a seal: by the promise that the reporter holds, and by the row that has no entry", async () => {
    const { id } = await loggedCase({ reporter: trail.reporter });
    const report = await db().report.findFirstOrThrow({ where: { caseId: id } });
    const promised = await getReceipt(trail.reporter, report.id, new Date(Date.now() - 301_000));
    const file = await kept("promise", formatEvidence(promised));
    await trail.asSuperuser(
      "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_queue); DELETE FROM audit_queue",
    );
    expect((await verified()).status).toBe(0);
    expect(await firstLine("--against", file)).toMatch(
      /^given promise [0-9a-f]{16}: was promised, and is not in the log \(promised 20.*Z\)$/,
    );
    expect(await complaints("--deep")).toContain(`row report/${report.id}: has no entry of its insertion`);
  });

  it("when yesterday's backup is put back over today", async () => {
    const yesterday = await head();
    await writeEntries(4);
    await sealTrail();
    const { size, note } = await head();
    const file = await kept("today", note);
    await trail.restart({ isMemoryKept: true });
    expect(await firstLine()).toBe(
      `checkpoint ${yesterday.size}: is smaller than the head remembered beside the key (remembered ${size})`,
    );
    expect(await complaints("--against", file)).toContain(
      `given checkpoint ${size}: is of a greater tree than the one here: the log shrank (here ${yesterday.size})`,
    );
    await refusal("history_shrank");
  });
});

describe("a log that is rewritten from one point on, tiles and heads included, is found out", () => {
  /** An entry that the early checkpoint and the receipt already stood for. */
  const lie = async (): Promise<string> => {
    const { rows } = await trail.asSuperuser(
      `UPDATE audit_entry SET actor = 'user:00000000-0000-4000-8000-000000000000'
       WHERE id = (SELECT min(id) FROM audit_entry WHERE case_id = '${trail.decided.id}') RETURNING id::text`,
    );
    return rows[0]?.["id"] ?? "";
  };

  it("by its signatures, for the key is not in the database, and the sealer goes no further", async () => {
    const [first] = await rewriteHistory(trail.asSuperuser, await lie(), randomBytes(32));
    expect(await firstLine()).toBe(`checkpoint ${first ?? 0}: has no right signature of the log's key`);
    await refusal("history_rewritten");
  });

  it("by its signatures, where another key was put in the place of the log's", async () => {
    const seed = randomBytes(32);
    await rewriteHistory(trail.asSuperuser, await lie(), seed);
    const vkey = formatVerifierKey(verifierKeyOf({ name: (await head()).origin, seed }));
    await trail.asSuperuser("UPDATE audit_key SET vkey = $1", [vkey]);
    expect(await firstLine()).toMatch(
      /^key [0-9a-f]{8}: is not the newest key of the log: the signing key here is another one$/,
    );
    await refusal("signing_key_differs");
  });

  it("by a newest head that the log's key did not sign, whatever its root", async () => {
    const { size, origin } = await head();
    const { root } = (await treeHead(db())) ?? { root: null };
    const note = signCheckpoint({ origin, size, root: root ?? randomBytes(32), extensions: [] }, randomBytes(32));
    await trail.asSuperuser("UPDATE audit_checkpoint SET note = $1 WHERE size = $2", [note, size]);
    expect(await firstLine()).toMatch(new RegExp(`^checkpoint ${size}: `));
    await refusal("history_rewritten");
  });

  it("by a witness's line that is not the witness's", async () => {
    const { size, note } = await head();
    const witness = { name: "witness.example.org/w", seed: randomBytes(32) };
    const vkey = formatVerifierKey(verifierKeyOf(witness, keyTypes.cosignature));
    const lineOf = (text: string) => formatSignature(cosign(text, witness, 1_700_000_000)).trimEnd();
    await trail.asSuperuser(
      "INSERT INTO audit_cosignature (log, size, vkey, line, stated_at) VALUES (1, $1, $2, $3, now())",
      [...[size, vkey, lineOf(parseNote(note).text)]],
    );
    expect((await verified()).status).toBe(0);
    await trail.asSuperuser("UPDATE audit_cosignature SET line = $1", [lineOf(parseNote(trail.early).text)]);
    expect(await firstLine()).toBe(
      `cosignature ${size}: is not the witness's signature of this head (witness witness.example.org/w)`,
    );
  });

  it("by the head remembered beside the key, even if the key itself had signed", async () => {
    await rewriteHistory(trail.asSuperuser, await lie(), Buffer.from(env().signingKey, "base64"));
    const { size } = await head();
    expect(await firstLine()).toBe(
      `checkpoint ${size}: is remembered beside the key, and the tree here is another one`,
    );
    await refusal("history_rewritten");
  });

  it("by any checkpoint or receipt that is held elsewhere, even by whoever has the whole machine", async () => {
    await rewriteHistory(trail.asSuperuser, await lie(), Buffer.from(env().signingKey, "base64"));
    await writeFile(trail.memory, (await head()).note);
    expect((await verified()).status).toBe(0);
    expect(await firstLine("--against", await kept("early", trail.early))).toBe(
      `given checkpoint ${earlySize()}: is of another tree than the one here: the history was rewritten`,
    );
    expect(await firstLine("--against", receiptFile)).toMatch(
      /^given checkpoint \d+: is of another tree than the one here: the history was rewritten$/,
    );
  });
});

describe("what was obtained earlier", () => {
  it("is continued by an honest log: an old checkpoint, a receipt, a proof", async () => {
    await writeEntries(3);
    await sealTrail();
    expect((await verified("--against", await kept("early", trail.early))).status).toBe(0);
    expect((await verified("--against", receiptFile)).status).toBe(0);
  });

  it("is not believed without the log's signature", async () => {
    const { origin } = await head();
    const forged = signCheckpoint({ origin, size: 3, root: randomBytes(32), extensions: [] }, randomBytes(32));
    expect(await firstLine("--against", await kept("forged", forged))).toBe(
      "given checkpoint 3: has no right signature of the log's key",
    );
    const other = signCheckpoint(
      { origin: "elsewhere/1", size: 3, root: randomBytes(32), extensions: [] },
      randomBytes(32),
    );
    expect(await firstLine("--against", await kept("other", other))).toBe(
      "given checkpoint 3: is of a log that is not here (origin elsewhere/1)",
    );
  });

  it("is refused where it is none of the forms that the desk gives out", async () => {
    await expect(verified("--against", await kept("nothing", "nothing"))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("beside the key", () => {
  it("nothing is an alarm; a checkpoint kept elsewhere is taken instead, if it is ours and the log continues it", async () => {
    const { size } = await head();
    await rm(trail.memory);
    expect(await firstLine()).toBe(`checkpoint ${size}: is signed, and nothing is remembered beside the key`);
    await expect(audit(["adopt", await kept("nonsense", "nonsense\n")])).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await audit(["adopt", await kept("early", trail.early)])).toBe(0);
    expect((await verified()).status).toBe(0);
    await expect(audit(["adopt", await kept("early", trail.early)])).rejects.toMatchObject({ code: "conflict" });
  });

  it("a key that followed another is believed for what it signed, and the older one for no more than it had signed", async () => {
    await rotateKey(operator);
    await writeEntries(2);
    await sealTrail();
    expect(await verified()).toMatchObject({ status: 0 });
    const { size } = await head();
    await trail.asSuperuser("UPDATE audit_key SET statement = NULL");
    expect(await firstLine()).toMatch(/^key [0-9a-f]{8}: was not endorsed by the key before it$/);
    expect(size).toBeGreaterThan(0);
  });

  it("a rotation that was cut short between log and key is no alarm, and the sealer finishes it", async () => {
    const [present, next] = ["SIGNING_KEY", "SIGNING_KEY.next"].map((name) => path.join(trail.dataDir, "keys", name));
    const before = await readFile(present ?? "");
    await rotateKey(operator);
    await rename(present ?? "", next ?? "");
    await writeFile(present ?? "", before);
    expect(await verified()).toMatchObject({ status: 0 });
    await writeEntries(1);
    await sealTrail();
    expect(await verified()).toMatchObject({ status: 0 });
    expect(await readFile(present ?? "")).not.toEqual(before);
  });

  it("a new log begins once, however many ask for it at once", async () => {
    const begun = await withClient(env().databaseUrl, async (client) => {
      const lock = "hashtextextended('demasque.log', 0)";
      await client.query(`SELECT pg_advisory_lock(${lock})`);
      const both = Promise.allSettled([beginNewLog(operator), beginNewLog(operator)]);
      const waiting = "SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
      await vi.waitUntil(async () => (await client.query<{ waiting: number }>(waiting)).rows[0]?.waiting === 2);
      await client.query(`SELECT pg_advisory_unlock(${lock})`);
      return await both;
    });
    const made = begun.flatMap((one) => (one.status === "fulfilled" ? [one.value.origin] : []));
    expect(made).toEqual([(await head()).origin]);
    expect(begun.find((one) => one.status === "rejected")?.reason).toMatchObject({
      ...{ code: "conflict", reason: "log_begun_meanwhile", details: { origin: made[0] } },
    });
  });

  it("a new log that quotes another history than the one that is here is found out", async () => {
    const { size, origin } = await head();
    await beginNewLog(operator);
    await sealTrail();
    const seed = Buffer.from(env().signingKey, "base64");
    const other = signCheckpoint({ origin, size, root: randomBytes(32), extensions: [] }, seed);
    await trail.asSuperuser("UPDATE audit_log SET quoted_checkpoint = $1 WHERE number = 2", [other]);
    expect(await firstLine()).toBe("log 1: is quoted by the next log, and the tree here is another one");
  });

  it("a new log quotes the one before it, and both verify", async () => {
    const before = await head();
    await beginNewLog(operator);
    await writeEntries(2);
    await sealTrail();
    const { lines, status } = await verified();
    expect(lines).toEqual([expect.stringMatching(/^Verified \d+ entries in 2 logs: no problem\.$/)]);
    expect(status).toBe(0);
    expect((await verified("--against", await kept("early", trail.early))).status).toBe(0);
    await trail.asSuperuser("UPDATE audit_log SET quoted_checkpoint = NULL");
    expect(await firstLine()).toBe("log 2: does not quote the log before it");
    expect(before.size).toBeGreaterThan(0);
  });
});
