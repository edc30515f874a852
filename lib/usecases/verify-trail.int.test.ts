import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAttackedTrail, verified, writeEntries } from "@/lib/testing/attacked-trail";
import { change } from "@/lib/db/change";
import { openTrailReader } from "@/lib/db/trail-reader";
import { logRows } from "@/lib/db/verify-logs";
import { env } from "@/lib/env";
import { setUp } from "@/lib/testing/factories";
import { examinePage } from "./examine-page";
import { examineInThreads } from "./page-threads";
import { sealTrail } from "./seal-trail";

let trail: Awaited<ReturnType<typeof openAttackedTrail>>;
beforeAll(async () => (trail = await openAttackedTrail()));
beforeEach(() => trail.restart());
afterAll(() => trail.close());

/** The lines of a command that found something. */
const complaints = async (...words: string[]): Promise<string[]> => {
  const { lines, status } = await verified(...words);
  expect(status).toBe(1);
  return lines;
};
const firstLine = async (): Promise<string | undefined> => (await complaints())[0];
/** The first entry of this kind, with its leaf. */
const entryWhere = async (where: string): Promise<{ id: string; index: string }> => {
  const { rows } = await trail.asSuperuser(
    `SELECT e.id::text, l.index::text FROM audit_entry e JOIN audit_leaf l ON l.entry_id = e.id WHERE ${where} ORDER BY e.id LIMIT 1`,
  );
  return { id: rows[0]?.["id"] ?? "", index: rows[0]?.["index"] ?? "" };
};
const ofDecided = () => `case_id = '${trail.decided.id}' AND subject_table = 'case'`;

describe("a log that nobody touched", () => {
  it("verifies, erasures included", async () => {
    const { lines, status } = await verified();
    expect(lines).toEqual([expect.stringMatching(/^Verified \d+ entries in 1 log: no problem\.$/)]);
    expect(status).toBe(0);
    const { rows } = await trail.asSuperuser(
      "SELECT is_deep, entries > 50 AS many, problem_count, problems FROM audit_verification",
    );
    expect(rows).toEqual([{ is_deep: false, many: true, problem_count: "0", problems: [] }]);
  });

  it("verifies while entries wait for the next seal, and after it", async () => {
    await writeEntries(3);
    expect((await verified()).status).toBe(0);
    await sealTrail();
    expect((await verified()).status).toBe(0);
  });
});

describe("a log of several pages", () => {
  it("is examined in threads as it is in one, in order", async () => {
    await change(setUp, "setting.changed", {}, (tx) =>
      tx.setting.createMany({ data: Array.from({ length: 700 }, (_, at) => ({ key: `many_${at}`, value: at })) }),
    );
    await sealTrail();
    await trail.asSuperuser("UPDATE audit_entry SET actor = 'nobody' WHERE subject_id = 'many_300'");
    const reader = await openTrailReader(env().databaseUrl);
    const [row] = await logRows(reader);
    const { number: log, origin, leaves } = row ?? { number: 0, origin: "", leaves: 0 };
    const keys = (row?.keys ?? []).map(({ vkey }) => ({ vkey, until: null }));
    const tasks = [0, 256, 512].map((from) => ({
      log,
      origin,
      keys,
      from,
      to: Math.min(leaves, from + 256),
      sizes: [],
    }));
    const here = [];
    for (const task of tasks) here.push(await examinePage(reader, task));
    const there = [];
    const connection = { connectionString: env().databaseUrl, snapshot: reader.snapshot };
    for await (const outcome of examineInThreads(2, connection, tasks)) there.push(outcome);
    await reader.close();
    expect(there.map(({ from }) => from)).toEqual([0, 256, 512]);
    expect(JSON.stringify(there)).toBe(JSON.stringify(structuredClone(here)));
    expect(there.flatMap(({ problems }) => problems)).toHaveLength(1);
  });

  it("fails as a whole when a thread does", async () => {
    const connection = { connectionString: env().databaseUrl, snapshot: "00000000-00000000-1" };
    const task = { log: 1, origin: "", keys: [], from: 0, to: 1, sizes: [] };
    await expect(examineInThreads(1, connection, [task]).next()).rejects.toThrow();
  });
});

describe("an entry is found out when whoever runs the database", () => {
  it.each([
    ["changes a value", `changes = jsonb_set(changes, '{state,1}', '"rejected"')`],
    ["changes a value that it had before", `changes = jsonb_set(changes, '{state,0}', '"closed"')`],
    ["takes a value out", "changes = changes - 'state'"],
    ["makes up a value", `changes = changes || '{"round": ["1", "2"]}'`],
    ["gives it another time", "at = at - interval '1 day'"],
    ["gives it another time by a millionth of a second", "at = at + interval '1 microsecond'"],
    ["gives it to somebody else", "actor = 'user:00000000-0000-4000-8000-000000000000'"],
    ["gives it another action", "action = 'case.released'"],
    ["gives it a reason", "reason = 'asked'"],
    ["gives it to another request", "request_id = 'other'"],
    ["puts it under another case", "case_id = gen_random_uuid()"],
    ["puts it under another row", "subject_id = gen_random_uuid()::text"],
    ["says that it was a deletion", "operation = 'delete'"],
    ["moves it into the safety lane, out of sight", "is_lane = true"],
  ])("%s", async (_, set) => {
    const { id, index } = await entryWhere(`${ofDecided()} AND changes ? 'state' AND operation = 'update'`);
    await trail.asSuperuser(`UPDATE audit_entry SET ${set} WHERE id = ${id}`);
    expect(await firstLine()).toBe(`entry ${id}: differs from its leaf (leaf ${index})`);
  });

  it("makes up what was there before a row was", async () => {
    const { id, index } = await entryWhere(`${ofDecided()} AND operation = 'insert'`);
    await trail.asSuperuser(
      `UPDATE audit_entry SET changes = jsonb_set(changes, '{state,0}', '"rejected"') WHERE id = ${id}`,
    );
    expect(await firstLine()).toBe(`entry ${id}: differs from its leaf (leaf ${index})`);
  });

  it("deletes it", async () => {
    const { id, index } = await entryWhere(ofDecided());
    await trail.asSuperuser(`DELETE FROM audit_entry WHERE id = ${id}`);
    expect(await firstLine()).toBe(`entry ${id}: is gone, and no erasure accounts for it (leaf ${index})`);
  });

  it("deletes it and its leaf", async () => {
    const { id, index } = await entryWhere(ofDecided());
    await trail.asSuperuser(`DELETE FROM audit_entry WHERE id = ${id}; DELETE FROM audit_leaf WHERE entry_id = ${id}`);
    expect(await firstLine()).toBe(`leaf ${index}: is missing`);
  });

  it("inserts one", async () => {
    const { rows } = await trail.asSuperuser(
      `INSERT INTO audit_entry (actor, action, operation, subject_table, subject_id, unit_kind, changes)
       VALUES ('operator', 'setting.changed', 'insert', 'setting', 'x', 'none', '{}') RETURNING id::text`,
    );
    expect(await firstLine()).toBe(`entry ${rows[0]?.["id"] ?? ""}: is neither sealed nor waiting to be`);
  });

  it("swaps two", async () => {
    const one = await entryWhere(ofDecided());
    const other = await entryWhere("subject_table = 'setting'");
    await trail.asSuperuser(
      `ALTER TABLE audit_entry ALTER id DROP IDENTITY; UPDATE audit_entry SET id = -1 WHERE id = ${one.id}; UPDATE audit_entry SET id = ${one.id} WHERE id = ${other.id};
       UPDATE audit_entry SET id = ${other.id} WHERE id = -1`,
    );
    const [first] = [one, other].sort((a, b) => Number(a.index) - Number(b.index));
    expect(await firstLine()).toBe(`entry ${first?.id ?? ""}: differs from its leaf (leaf ${first?.index ?? ""})`);
  });

  it("holds it back from sealing", async () => {
    await writeEntries(1);
    const { rows } = await trail.asSuperuser("DELETE FROM audit_queue RETURNING entry_id::text AS id");
    await writeEntries(1);
    await sealTrail();
    expect(await firstLine()).toBe(`entry ${rows[0]?.["id"] ?? ""}: is neither sealed nor waiting to be`);
  });

  it("deletes it before it was sealed, and leaves it in the queue", async () => {
    await writeEntries(1);
    const { rows } = await trail.asSuperuser(
      "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry) RETURNING id::text",
    );
    expect(await firstLine()).toBe(`entry ${rows[0]?.["id"] ?? ""}: waits to be sealed and is gone`);
  });

  it("keeps the sealer from its work for more than five minutes", async () => {
    await writeEntries(1);
    const { rows } = await trail.asSuperuser(
      "UPDATE audit_entry SET at = at - interval '6 minutes' WHERE id = (SELECT max(id) FROM audit_entry) RETURNING id::text",
    );
    expect(await firstLine()).toMatch(
      new RegExp(
        `^entry ${rows[0]?.["id"] ?? ""}: has waited to be sealed for more than 5 minutes \\(seconds 36\\d\\)$`,
      ),
    );
  });
});

describe("the tree is found out when whoever runs the database", () => {
  it.each([
    [
      "changes a leaf's bytes",
      "UPDATE audit_leaf SET bytes = bytes || ' ' WHERE index = 5",
      "leaf 5: has another hash than its bytes",
    ],
    [
      "changes a leaf's hash",
      "UPDATE audit_leaf SET hash = sha256('x') WHERE index = 5",
      "leaf 5: has another hash than its bytes",
    ],
    [
      "changes a tile",
      "UPDATE audit_tile SET hashes = set_byte(hashes, 100, 255 - get_byte(hashes, 100)) WHERE level = 0",
      "tile 0/0: differs from the tree",
    ],
    [
      "cuts a tile",
      "UPDATE audit_tile SET hashes = substr(hashes, 1, 64) WHERE level = 0",
      "tile 0/0: differs from the tree",
    ],
    ["loses a tile", "DELETE FROM audit_tile", "tile 0/0: is missing"],
    [
      "adds a tile",
      "INSERT INTO audit_tile SELECT log, level + 1, 0, substr(hashes, 1, 32) FROM audit_tile",
      "tile 1/0: lies outside the tree",
    ],
  ])("%s", async (_, attack, line) => {
    await trail.asSuperuser(attack);
    expect(await firstLine()).toBe(line);
  });

  it("changes a leaf, its hash and its tile", async () => {
    const { id, index } = await entryWhere(ofDecided());
    await trail.asSuperuser(
      `UPDATE audit_leaf SET bytes = bytes || ' ', hash = sha256('\\x00'::bytea || bytes || ' ') WHERE entry_id = ${id};
       UPDATE audit_tile t SET hashes = overlay(t.hashes PLACING l.hash FROM l.index::int * 32 + 1)
       FROM audit_leaf l WHERE t.level = 0 AND l.entry_id = ${id}`,
    );
    const lines = await complaints();
    expect(lines[0]).toBe(`entry ${id}: differs from its leaf (leaf ${index})`);
    expect(lines[1]).toMatch(/^checkpoint \d+: has another root than the tree$/);
  });

  it("appends a leaf that nobody signed for", async () => {
    const { rows } = await trail.asSuperuser(
      `INSERT INTO audit_leaf SELECT log, index + 1, 0, 'none', NULL, sha256('\\x00'), '' FROM audit_leaf ORDER BY index DESC LIMIT 1 RETURNING index::text`,
    );
    expect(await complaints()).toContain(`leaf ${rows[0]?.["index"] ?? ""}: is after the newest signed head`);
  });

  it("takes the leaf to another erasure unit", async () => {
    const { id, index } = await entryWhere(ofDecided());
    await trail.asSuperuser(`UPDATE audit_leaf SET unit_id = gen_random_uuid() WHERE entry_id = ${id}`);
    expect(await firstLine()).toBe(`leaf ${index}: names another erasure unit than its entry`);
  });
});

describe("an erasure is no hiding place:", () => {
  it("a secret that is gone without one", async () => {
    const { id, index } = await entryWhere(`e.unit_id = '${trail.open.id}'`);
    await trail.asSuperuser(`DELETE FROM commitment_secret WHERE unit_id = '${trail.open.id}'`);
    expect(await firstLine()).toBe(
      `entry ${id}: has lost the secret of its unit, and no erasure says so (leaf ${index})`,
    );
  });

  it("a unit that is gone altogether without one", async () => {
    const { id, index } = await entryWhere(`e.unit_id = '${trail.open.id}'`);
    await trail.asSuperuser(
      `DELETE FROM commitment_secret WHERE unit_id = '${trail.open.id}'; DELETE FROM audit_entry WHERE unit_id = '${trail.open.id}'`,
    );
    expect(await firstLine()).toBe(`entry ${id}: is gone, and no erasure accounts for it (leaf ${index})`);
  });

  it("an entry that is gone, whose leaf was put under a unit that was erased", async () => {
    const { id } = await entryWhere("subject_table = 'setting'");
    const unit = trail.erased.id;
    await trail.asSuperuser(
      `DELETE FROM audit_entry WHERE id = ${id}; UPDATE audit_leaf SET unit_kind = 'case', unit_id = '${unit}' WHERE entry_id = ${id}`,
    );
    expect(await firstLine()).toMatch(
      new RegExp(
        `^unit case:${unit}: has lost another number of entries than its erasures account for \\(gone (\\d+), told (\\d+)\\)$`,
      ),
    );
  });

  it("the erasure's own entry that is gone", async () => {
    const { id, index } = await entryWhere(`subject_table = 'commitment_secret' AND subject_id LIKE 'case:%'`);
    await trail.asSuperuser(`DELETE FROM audit_entry WHERE id = ${id}`);
    const lines = await complaints();
    expect(lines).toContain(`entry ${id}: is gone, and no erasure accounts for it (leaf ${index})`);
  });
});
