import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import type { UserActor } from "@/lib/domain/access/actor";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { change, nameAction } from "./change";
import { closeDb, db, useDatabase } from "./client";

const person = "00000000-0000-4000-8000-000000000001";
const accountId = "00000000-0000-4000-8000-0000000000aa";
const caseId = "00000000-0000-4000-8000-0000000000cc";
const reportId = "00000000-0000-4000-8000-0000000000ee";
const actor: UserActor = { kind: "user", id: person, pseudonym: "Mouette", roles: ["reviewer"], requestId: "req-1" };
let database: TestDatabase;

interface Entry {
  id: bigint;
  actor: string;
  action: string;
  operation: string;
  subject_table: string;
  subject_id: string;
  case_id: string | null;
  unit_kind: string;
  request_id: string | null;
  changes: Record<string, [unknown, unknown]>;
}
const entries = async (after = 0n): Promise<Entry[]> =>
  db().$queryRaw<Entry[]>`SELECT * FROM audit_entry WHERE id > ${after} ORDER BY id`;
const lastEntry = async (): Promise<bigint> =>
  (await db().$queryRaw<{ id: bigint }[]>`SELECT max(id) AS id FROM audit_entry`)[0]?.id ?? 0n;
const asOwner = (sql: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(sql, values));
const asApp = (sql: string) => withClient(database.appUrl, (client) => client.query(sql));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  await change(actor, "person.created", {}, async (tx) => {
    await tx.user.create({ data: { id: person, email: "a@example.org", pseudonym: "Mouette", roles: ["reviewer"] } });
  });
  await change(actor, "report.logged", {}, async (tx) => {
    await tx.account.create({
      data: {
        id: accountId,
        platformId: "x",
        handle: "lou_secret",
        handleKey: "lou_secret",
        profileUrl: "https://x.com/lou_secret",
      },
    });
    await tx.case.create({ data: { id: caseId, accountId, platformId: "x", state: "open", track: "redirecting_bot" } });
    await tx.report.create({
      data: {
        id: reportId,
        caseId,
        accountId,
        reporterId: person,
        track: "redirecting_bot",
        ageAnswer: "no",
        observed: 'vu « ici »,\n\t"là" \u0001 é 🦩',
      },
    });
  });
});

afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("the trail", () => {
  it("says for every change who, what, on which request and about which case", async () => {
    const mine = (await entries()).filter((entry) => entry.action === "report.logged");
    expect(mine.map((entry) => entry.subject_table)).toEqual(expect.arrayContaining(["account", "case", "report"]));
    for (const entry of mine) expect(entry).toMatchObject({ actor: `user:${person}`, request_id: "req-1" });
    expect(mine.find((entry) => entry.subject_table === "report")).toMatchObject({
      case_id: caseId,
      unit_kind: "report",
      subject_id: reportId,
    });
  });

  it("keeps ids, states and numbers readable, and content only as a digest", async () => {
    const all = await entries();
    expect(all.find((entry) => entry.subject_table === "case")?.changes["state"]).toEqual([null, "open"]);
    const text = JSON.stringify(all, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    for (const content of ["lou_secret", "vu «", "a@example.org", "Mouette"]) expect(text).not.toContain(content);
  });

  it("commits to content with the unit's secret as the sealer will: HMAC over the JSON of table, row, column and text", async () => {
    const entry = (await entries()).find((one) => one.subject_table === "report");
    const { rows } = await asOwner("SELECT secret FROM commitment_secret WHERE unit_kind = 'report' AND unit_id = $1", [
      reportId,
    ]);
    const secret = (rows[0] as { secret: Buffer }).secret;
    const nonce = createHmac("sha256", secret).update(`${entry?.id}\u001fnew.observed`).digest();
    const committed = JSON.stringify(["report", reportId, "new.observed", 'vu « ici »,\n\t"là" \u0001 é 🦩']);
    expect(entry?.changes["observed"]).toEqual([
      null,
      { digest: createHmac("sha256", nonce).update(committed).digest("hex") },
    ]);
  });

  it("writes times in UTC whatever the session's zone", async () => {
    const before = await lastEntry();
    await change(actor, "case.claimed", {}, async (tx) => {
      await tx.$executeRaw`SET LOCAL timezone = 'Asia/Tokyo'`;
      await tx.$executeRaw`UPDATE "case" SET due_at = '2026-01-02T03:04:05Z' WHERE id = ${caseId}::uuid`;
    });
    expect((await entries(before))[0]?.changes["due_at"]?.[1]).toBe("2026-01-02T03:04:05+00:00");
  });

  it("leaves with its transaction: nothing of a change that failed remains", async () => {
    const before = await lastEntry();
    await expect(
      change(actor, "case.claimed", {}, async (tx) => {
        await tx.case.update({ where: { id: caseId }, data: { language: "fr" } });
        throw new Error("on purpose");
      }),
    ).rejects.toThrow("on purpose");
    expect(await entries(before)).toEqual([]);
  });

  it("lets one gesture be several facts, each under its own action", async () => {
    const before = await lastEntry();
    await change(actor, "case.claimed", {}, async (tx) => {
      await tx.case.update({ where: { id: caseId }, data: { language: "en" } });
      await nameAction(tx, "case.decided");
      await tx.case.update({ where: { id: caseId }, data: { language: "fr" } });
    });
    expect((await entries(before)).map((entry) => entry.action)).toEqual(["case.claimed", "case.decided"]);
  });

  it("keeps quiet about the renewal of a lease, which is no change of state", async () => {
    await change(actor, "case.claimed", {}, async (tx) => {
      await tx.case.update({
        where: { id: caseId },
        data: { heldBy: person, leaseUntil: new Date(Date.now() + 60_000) },
      });
    });
    const before = await lastEntry();
    await change(actor, "case.renewed", {}, async (tx) => {
      await tx.case.update({ where: { id: caseId }, data: { leaseUntil: new Date(Date.now() + 900_000) } });
    });
    expect(await entries(before)).toEqual([]);
  });
});

describe("the application's role", () => {
  it("changes nothing without an actor and an action", async () => {
    await expect(asApp(`UPDATE "user" SET pseudonym = 'x'`)).rejects.toThrow(/without an actor and an action/);
    await expect(asApp(`INSERT INTO setting (key, value) VALUES ('k', '1')`)).rejects.toThrow(
      /without an actor and an action/,
    );
  });

  it.each([
    "INSERT INTO audit_entry (actor, action, operation, subject_table, subject_id, unit_kind, changes) VALUES ('user:x', 'a', 'insert', 't', '1', 'none', '{}')",
    "UPDATE audit_entry SET actor = 'user:x'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "DELETE FROM audit_queue",
    "INSERT INTO audit_leaf (log, index, entry_id, unit_kind, hash, bytes) VALUES (1, 0, 1, 'none', '', '')",
    "UPDATE audit_tile SET hashes = ''",
    "DELETE FROM audit_checkpoint",
    "SELECT secret FROM commitment_secret",
    "DELETE FROM commitment_secret",
    "DELETE FROM report",
    "UPDATE report SET observed = ''",
    "UPDATE trail_setting SET value = 'nobody'",
    `DELETE FROM "case"`,
    `TRUNCATE "case" CASCADE`,
    "DELETE FROM opinion",
    "UPDATE notice_document SET bytes = ''",
    "UPDATE case_count SET value = 0",
    `ALTER TABLE "case" DISABLE TRIGGER audited`,
    "CREATE TABLE public.mine (id int)",
    "SELECT apply_grants('demasque_app')",
  ])("is refused: %s", async (sql) => {
    await expect(asApp(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it("cannot pass for the eraser by setting its flag", async () => {
    await expect(
      withClient(database.appUrl, async (client) => {
        await client.query(
          "SELECT set_config('demasque.erasing', 'x', false), set_config('demasque.actor', 'user:x', false), set_config('demasque.action', 'a', false)",
        );
        await client.query("UPDATE opinion SET note = 'rewritten'");
        await client.query("DELETE FROM audit_entry");
      }),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("another role", () => {
  it("is recorded under its own name, whoever it says it is", async () => {
    const before = await lastEntry();
    await withClient(database.superuserUrl, async (client) => {
      await client.query(
        `SELECT set_config('demasque.actor', 'user:${person}', false), set_config('demasque.action', 'case.claimed', false)`,
      );
      await client.query(`UPDATE "case" SET language = 'de' WHERE id = '${caseId}'`);
    });
    const [entry] = await entries(before);
    expect(entry?.actor).toMatch(/^database:/);
  });

  it("does not rewrite, delete or truncate the trail or a report, even as owner", async () => {
    await expect(asOwner("UPDATE audit_entry SET actor = 'x'")).rejects.toThrow(/append-only/);
    await expect(asOwner("DELETE FROM audit_entry")).rejects.toThrow(/append-only/);
    await expect(asOwner("TRUNCATE audit_entry")).rejects.toThrow(/never truncated/);
    await expect(asOwner(`UPDATE report SET observed = 'x' WHERE id = '${reportId}'`)).rejects.toThrow(/append-only/);
    await expect(asOwner(`TRUNCATE report CASCADE`)).rejects.toThrow(/never truncated/);
  });
});

describe("rules that the database keeps beside the code", () => {
  const write = (sql: string) => change(actor, "case.claimed", {}, (tx) => tx.$executeRawUnsafe(sql));

  it("a transition that is not in the table", async () => {
    await expect(
      write(`UPDATE "case" SET state = 'notified', version = version + 1 WHERE id = '${caseId}'`),
    ).rejects.toThrow(/never goes from open to notified/);
  });

  it("a change of state that does not raise the version", async () => {
    await expect(write(`UPDATE "case" SET state = 'in_review' WHERE id = '${caseId}'`)).rejects.toThrow(
      /raises the version/,
    );
  });

  it("a second open case for one account", async () => {
    await expect(
      change(actor, "report.logged", {}, (tx) =>
        tx.case.create({ data: { accountId, platformId: "x", state: "open", track: "redirecting_bot" } }),
      ),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("an opinion without the live lease", async () => {
    await write(`UPDATE "case" SET held_by = NULL, lease_until = NULL WHERE id = '${caseId}'`);
    await expect(
      change(actor, "case.opinion_given", {}, (tx) =>
        tx.opinion.create({ data: { caseId, round: 1, reviewerId: person, classification: "authentic" } }),
      ),
    ).rejects.toThrow(/needs the live lease/);
  });

  it("a second opinion by who logged the case, and an opinion that changes afterwards", async () => {
    const other = "00000000-0000-4000-8000-000000000002";
    await change(actor, "person.created", {}, (tx) =>
      tx.user.create({ data: { id: other, email: "b@example.org", pseudonym: "Sterne", roles: ["reviewer"] } }),
    );
    await write(
      `UPDATE "case" SET held_by = '${other}', lease_until = now() + interval '15 minutes' WHERE id = '${caseId}'`,
    );
    const opinion = { caseId, round: 1, classification: "redirecting_bot" };
    const first = await change(actor, "case.opinion_given", {}, (tx) =>
      tx.opinion.create({ data: { ...opinion, reviewerId: other } }),
    );
    await write(
      `UPDATE "case" SET held_by = '${person}', lease_until = now() + interval '15 minutes' WHERE id = '${caseId}'`,
    );
    await expect(
      change(actor, "case.opinion_given", {}, (tx) => tx.opinion.create({ data: { ...opinion, reviewerId: person } })),
    ).rejects.toThrow(/who logged a case/);
    await expect(write(`UPDATE opinion SET classification = 'authentic' WHERE id = '${first.id}'`)).rejects.toThrow(
      /never changes/,
    );
  });
});

describe("erasure", () => {
  const erase = () =>
    change(
      actor,
      "case.erased",
      {},
      (tx) => tx.$queryRaw<{ erase_case: number }[]>`SELECT erase_case(${caseId}::uuid)`,
    );
  const ofUnits = async () => {
    const { rows } = await asOwner("SELECT id FROM audit_entry WHERE unit_id = ANY ($1)", [
      [caseId, accountId, reportId],
    ]);
    return rows.length;
  };

  it("waits for what the tree does not hold yet", async () => {
    await expect(erase()).rejects.toMatchObject({ code: "conflict", reason: "trail_unsealed" });
    expect(await db().case.findUnique({ where: { id: caseId } })).not.toMatchObject({ state: "erased" });
  });

  it("blanks content, deletes the entries and secrets of its units, keeps their leaves, and says who erased how many", async () => {
    await sealTrail();
    const [before, kept] = [await lastEntry(), await ofUnits()];
    const leaves = async () => (await asOwner("SELECT index, hash FROM audit_leaf ORDER BY index")).rows as object[];
    const leavesBefore = await leaves();
    expect((await erase())[0]?.erase_case).toBe(kept);
    expect(kept).toBeGreaterThan(5);

    expect(await ofUnits()).toBe(0);
    expect(await leaves()).toEqual(leavesBefore);
    const after = await entries(before);
    expect(after.find((entry) => entry.subject_table === "case")).toMatchObject({
      actor: `user:${person}`,
      action: "case.erased",
      unit_kind: "none",
      changes: { state: [null, "erased"] },
    });
    const told = after.filter((entry) => entry.subject_table === "commitment_secret");
    expect(told.map((entry) => entry.subject_id).toSorted()).toEqual(
      [`account:${accountId}`, `case:${caseId}`, `report:${reportId}`].toSorted(),
    );
    expect(told.reduce((sum, entry) => sum + Number(entry.changes["entries"]?.[0]), 0)).toBe(kept);
    const { rows } = await asOwner("SELECT 1 FROM commitment_secret WHERE unit_id = ANY ($1)", [
      [caseId, accountId, reportId],
    ]);
    expect(rows).toEqual([]);
    const text = JSON.stringify(after, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    for (const old of ["lou_secret", "redirecting_bot", "open"]) expect(text).not.toContain(`"${old}"`);
    expect(await db().report.findUnique({ where: { id: reportId } })).toMatchObject({
      observed: "",
      sourceText: "",
      signals: {},
    });
    expect(await db().account.findUnique({ where: { id: accountId } })).toMatchObject({
      handle: "",
      profileUrl: "",
      stableId: null,
    });
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "erased", heldBy: null });
  });
});
