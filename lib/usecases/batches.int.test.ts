import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { mostBatchCases, type BatchOptions } from "@/lib/domain/batches/batch";
import { unzipFiles } from "@/lib/documents/zip-file";
import { env, environmentForTest, provideEnvironment } from "@/lib/env";
import { getBatch } from "@/lib/queries/get-batch";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";
import { readBatchFile } from "@/lib/queries/read-batch-file";
import { selectCases } from "@/lib/queries/select-cases";
import { noFilters } from "@/lib/tables/case-filters";
import { createActor, createCase } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation, type ConfirmedSeed } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { cancelBatch } from "./cancel-batch";
import { deliverNotices } from "./deliver-notices";
import { editNotice } from "./edit-notice";
import { mailBatch } from "./mail-batch";
import { planBatch } from "./plan-batch";
import { resumeBatch } from "./resume-batch";
import { runBatches } from "./run-batches";
import { safeguardCase } from "./safeguard-case";
import { sealTrail } from "./seal-trail";
import { startBatch } from "./start-batch";
import { suspendPerson } from "./suspend-person";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let server: SMTPServer;
const mails: string[] = [];

const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
  volunteer = await createActor("volunteer");
  await nameOrganisation();
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      void buffer(stream).then((bytes) => {
        if (session.envelope.rcptTo.some(({ address }) => address === "abuse@telegram.org"))
          mails.push(bytes.toString("utf8"));
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  provideEnvironment({ SMTP_URL: `smtp://127.0.0.1:${String(port)}`, MAIL_FROM: "desk@collectif.example" });
});
afterAll(async () => {
  provideEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
  await new Promise<void>((resolve) => server.close(resolve));
  await closeDb();
  await database.drop();
});

const toTelegram: BatchOptions = {
  kind: "notices",
  noticeKind: "terms_report",
  channels: { telegram: "telegram-abuse-mailbox", x: "x-in-app" },
};
const confirmed = async (count: number, seed: Partial<ConfirmedSeed> = {}) => {
  const made: { id: string; number: number }[] = [];
  for (let at = 0; at < count; at += 1)
    made.push(await confirmedCase({ reporter: volunteer, platform: "telegram", ...seed }));
  return made;
};
async function started(cases: readonly { id: string }[], options = toTelegram, owner = reviewer): Promise<string> {
  const { id } = await planBatch(
    owner,
    cases.map((one) => one.id),
  );
  await startBatch(owner, { id, options });
  return id;
}
const ran = async (id: string) => {
  await runBatches(getCaseBundle, 60_000);
  return getBatch(reviewer, id);
};
const noticesOf = async (id: string) =>
  (
    await db().$queryRaw<{ number: number; state: string; cases: number[] }[]>`
      SELECT n.number::float8 AS number, n.state, array_agg(c.number::float8 ORDER BY nc.position) AS cases
      FROM (SELECT DISTINCT notice_id FROM batch_item WHERE batch_id = ${id}::uuid AND notice_id IS NOT NULL) i
      JOIN notice n ON n.id = i.notice_id JOIN notice_case nc ON nc.notice_id = n.id JOIN "case" c ON c.id = nc.case_id GROUP BY n.id ORDER BY n.number`
  ).map((row) => ({ ...row }));
/** Every notice there is about one of these cases, whoever made it. */
const noticesAbout = async (cases: readonly { id: string }[]) =>
  db().noticeCase.count({ where: { caseId: { in: cases.map((one) => one.id) } } });

describe("a batch of notices", { timeout: 120_000 }, () => {
  it("puts those of one platform and one finding together as far as a desk takes them, and each into one draft", async () => {
    const many = [...(await confirmed(131)), ...(await confirmed(10, { platform: "x" }))];
    const id = await started(many);
    const batch = await ran(id);
    expect(batch).toMatchObject({ status: "done", cases: 141, done: 141, failed: 0, waiting: 0 });
    const made = await noticesOf(id);
    expect(made.every(({ state }) => state === "draft")).toBe(true);
    expect(made.flatMap(({ cases }) => cases).sort()).toEqual(many.map(({ number }) => number).sort());
    expect(made.length).toBeLessThan(40);
    expect(made.every(({ cases }) => cases.length <= 100)).toBe(true);
    expect(await noticesAbout(many)).toBe(many.length);
    expect(await runBatches(getCaseBundle, 1000)).toBe(0);
  });

  it("of more cases than one batch takes is refused, and of a list that shows more as well", async () => {
    const ids = Array.from({ length: mostBatchCases + 1 }, () => crypto.randomUUID());
    await expect(planBatch(reviewer, ids)).rejects.toMatchObject({ reason: "batch_too_large" });
    await asOwner(
      `INSERT INTO account (platform_id, handle, handle_key, profile_url, skeleton)
         SELECT 'vk', 'foule' || n, 'foule' || n, 'https://vk.com/foule' || n, 'foule' || n FROM generate_series(1, 510) AS n`,
    );
    await asOwner(
      `INSERT INTO "case" (account_id, platform_id, state, track) SELECT id, 'vk', 'confirmed', 'redirecting_bot' FROM account WHERE handle LIKE 'foule%'`,
    );
    const query = { ...noFilters, view: "to_notify", sort: "priority", dir: "desc", cursor: null } as const;
    await expect(selectCases(reviewer, { query })).rejects.toMatchObject({
      reason: "batch_too_large",
      details: { maximum: 500 },
    });
    const some = await selectCases(reviewer, { query: { ...query, platform: ["x"] } });
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThanOrEqual(500);
  });

  it("lists each that is refused with its reason, keeps the rest, and tries again what was mended", async () => {
    const [good, moved, sole] = await Promise.all([
      confirmedCase({ reporter: volunteer, platform: "telegram" }),
      createCase({ reporter: volunteer, platform: "telegram", state: "second_opinion" }),
      confirmedCase({ reporter: volunteer, platform: "reddit" }),
    ]);
    const id = await started([good, moved, sole]);
    const batch = await ran(id);
    expect(batch).toMatchObject({ status: "done", done: 1, failed: 2 });
    expect(batch.failures.map(({ number, reason }) => [number, reason]).sort()).toEqual(
      [
        [moved.number, "notice_case_not_confirmed"],
        [sole.number, "batch_no_desk"],
      ].sort(),
    );
    await asOwner(
      `UPDATE "case" SET state = 'confirmed', version = version + 1, classification = 'redirecting_bot', decided_by = 'two_persons' WHERE id = $1`,
      [moved.id],
    );
    await resumeBatch(reviewer, { id, withFailed: true });
    expect(await ran(id)).toMatchObject({ status: "done", done: 2, failed: 1 });
    expect(await noticesAbout([good, moved])).toBe(2);
  });

  it("under the law wants a mandate on each case, and says on which there is none", async () => {
    const cases = await confirmed(2, { platform: "x" });
    const id = await started(cases, {
      kind: "notices",
      noticeKind: "illegal_content_notice",
      channels: { x: "x-dsa-form" },
    });
    const batch = await ran(id);
    expect(batch.failures.map(({ reason }) => reason)).toEqual([
      "notice_ground_needs_mandate",
      "notice_ground_needs_mandate",
    ]);
  });

  it("does not know a case that went into the safety lane: neither its number, nor in any count", async () => {
    const [stays, goes, later] = await confirmed(3);
    if (!stays || !goes || !later) throw new Error("three cases");
    const id = await started([stays, goes, later]);
    await safeguardCase(reviewer, { ref: { number: goes.number } });
    const batch = await ran(id);
    expect(batch).toMatchObject({ status: "done", cases: 2, total: 2, done: 2, failed: 0, waiting: 0 });
    await safeguardCase(reviewer, { ref: { number: later.number } });
    const after = await getBatch(reviewer, id);
    expect(after).toMatchObject({ cases: 1, total: 1, done: 1 });
    expect(JSON.stringify(after)).not.toContain(String(goes.number));
    expect(after.notices.map(({ cases }) => cases)).toEqual([1]);
  });

  it("is its owner's: for everybody else it does not exist, to read, start, mail, cancel or resume", async () => {
    const other = await createActor("reviewer");
    const id = await started(await confirmed(1));
    const missing = { code: "not_found" };
    await expect(getBatch(other, id)).rejects.toMatchObject(missing);
    await expect(cancelBatch(other, { id, was: "running" })).rejects.toMatchObject(missing);
    await expect(resumeBatch(other, { id, withFailed: true })).rejects.toMatchObject(missing);
    await expect(startBatch(other, { id, options: toTelegram })).rejects.toMatchObject(missing);
    await expect(mailBatch(other, { id, notices: [{ number: 1, version: 1 }] })).rejects.toMatchObject(missing);
    await expect(readBatchFile(other, id)).rejects.toMatchObject(missing);
    await expect(planBatch(volunteer, [crypto.randomUUID()])).rejects.toMatchObject({ code: "forbidden" });
    await cancelBatch(reviewer, { id, was: "running" });
  });

  it("that was begun is not stopped by whoever lets go of it as a plan, from a tab that was left open", async () => {
    const id = await started(await confirmed(1));
    await expect(cancelBatch(reviewer, { id, was: "planned" })).rejects.toMatchObject({ reason: "batch_running" });
    expect(await ran(id)).toMatchObject({ status: "done", done: 1 });
    for (const was of ["planned", "running"] as const)
      await expect(cancelBatch(reviewer, { id, was })).rejects.toMatchObject({ reason: "batch_stopped" });
  });

  it("that is cancelled makes nothing more, keeps what was made, and goes on from there", async () => {
    const cases = [...(await confirmed(1)), ...(await confirmed(1, { platform: "x" }))];
    const id = await started(cases);
    // One piece: the first group alone.
    expect(await runBatches(getCaseBundle, 1)).toBeLessThanOrEqual(1);
    await cancelBatch(reviewer, { id, was: "running" });
    const made = (await noticesOf(id)).length;
    const cancelled = await ran(id);
    expect(cancelled).toMatchObject({ status: "cancelled", done: made, cancelled: 2 - made });
    expect(await noticesOf(id)).toHaveLength(made);
    await resumeBatch(reviewer, { id, withFailed: false });
    expect(await ran(id)).toMatchObject({ status: "done", done: 2 });
    expect(await noticesAbout(cases)).toBe(2);
  });

  it("stops where its owner was suspended meanwhile, and another worker does not go on with it", async () => {
    const admin = await createActor("admin");
    const owner = await createActor("reviewer");
    const cases = await confirmed(2);
    const id = await started(cases, toTelegram, owner);
    await suspendPerson(admin, owner.id, "left");
    await runBatches(getCaseBundle, 5000);
    await runBatches(getCaseBundle, 5000);
    const row = await db().batch.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ status: "failed", failure: "owner_may_not" });
    expect(await noticesAbout(cases)).toBe(0);
  });

  it("killed in the middle of a notice is taken up by the next worker: every case is in one notice, once", async () => {
    const cases = [...(await confirmed(3)), ...(await confirmed(3, { platform: "x" }))];
    const id = await started(cases);
    const first = await withClient(database.ownerUrl, async (client) => {
      await client.query("BEGIN");
      // Its worker comes as far as this row, with the notice written and nothing committed.
      await client.query("SELECT 1 FROM batch_item WHERE batch_id = $1 AND position = 4 FOR UPDATE", [id]);
      const worker = startWorker();
      await until(() => isBlocked("batch_item"));
      worker.kill("SIGKILL");
      await once(worker, "exit");
      await client.query("ROLLBACK");
      return worker;
    });
    expect(first.killed).toBe(true);
    expect(await noticesAbout(cases)).toBe(3);
    await asOwner("UPDATE batch SET next_at = now() WHERE id = $1", [id]);
    const second = startWorker();
    await until(async () => (await getBatch(reviewer, id)).status === "done");
    second.kill("SIGKILL");
    await once(second, "exit");
    expect(await getBatch(reviewer, id)).toMatchObject({ done: 6, failed: 0 });
    expect(await noticesAbout(cases)).toBe(6);
    expect(await noticesOf(id)).toHaveLength(2);
  });

  it("run by several workers at once makes each notice once", async () => {
    const cases = [...(await confirmed(12)), ...(await confirmed(12, { platform: "x" }))];
    const id = await started(cases);
    await Promise.all(
      [1, 2, 3].map(async () => {
        await asOwner("UPDATE batch SET next_at = now() WHERE id = $1", [id]);
        await runBatches(getCaseBundle, 20_000);
      }),
    );
    expect(await ran(id)).toMatchObject({ status: "done", done: 24 });
    expect(await noticesAbout(cases)).toBe(24);
  });
});

describe("whoever started a batch", { timeout: 120_000 }, () => {
  const toldTo = async (owner: UserActor) =>
    (
      await db().notification.findMany({ where: { userId: owner.id, kind: "batch_ended" }, orderBy: { id: "asc" } })
    ).map(({ params }) => params);

  it("is told once that it is done, by however many workers it was made, and again when its mails have gone", async () => {
    const owner = await createActor("reviewer");
    const id = await started(await confirmed(4), toTelegram, owner);
    expect(await toldTo(owner)).toEqual([]);
    await Promise.all(
      [1, 2, 3].map(async () => {
        await asOwner("UPDATE batch SET next_at = now() WHERE id = $1", [id]);
        await runBatches(getCaseBundle, 20_000);
      }),
    );
    const done = { batch: id, what: "notices", how: "done" };
    expect(await toldTo(owner)).toEqual([done]);
    const { notices } = await getBatch(owner, id);
    await mailBatch(owner, { id, notices: notices.map(({ number, version }) => ({ number, version })) });
    await runBatches(getCaseBundle, 20_000);
    await runBatches(getCaseBundle, 1000);
    expect(await toldTo(owner)).toEqual([done, done]);
    await deliverNotices();
  });

  it("is told where it stopped because they may not any more, and nothing where they cancelled it or were suspended", async () => {
    const [lapsed, cancels, left] = await Promise.all([1, 2, 3].map(() => createActor("reviewer")));
    if (!lapsed || !cancels || !left) throw new Error("three people");
    const id = await started(await confirmed(1), toTelegram, lapsed);
    await asOwner(`UPDATE "user" SET roles = ARRAY['volunteer'] WHERE id = $1`, [lapsed.id]);
    const other = await started(await confirmed(1), toTelegram, cancels);
    await cancelBatch(cancels, { id: other, was: "running" });
    const third = await started(await confirmed(1), toTelegram, left);
    await suspendPerson(await createActor("admin"), left.id, "left");
    await runBatches(getCaseBundle, 20_000);
    expect(await db().batch.findUniqueOrThrow({ where: { id: third } })).toMatchObject({ status: "failed" });
    expect(await toldTo(lapsed)).toEqual([{ batch: id, what: "notices", how: "failed" }]);
    expect([await toldTo(cancels), await toldTo(left)]).toEqual([[], []]);
  });
});

describe("the notices of a batch, mailed together", { timeout: 120_000 }, () => {
  const drafted = async (count: number) => {
    const cases = await confirmed(count);
    const id = await started(cases);
    const { notices } = await ran(id);
    return { id, cases, notices: notices.map(({ number, version }) => ({ number, version })) };
  };

  it("leave once each, with the good faith of the person who confirmed exactly these, and move their cases on", async () => {
    mails.length = 0;
    const { id, cases, notices } = await drafted(3);
    await mailBatch(reviewer, { id, notices });
    expect(await ran(id)).toMatchObject({ status: "done", failed: 0 });
    await deliverNotices();
    await deliverNotices();
    expect(mails).toHaveLength(notices.length);
    for (const { number } of notices) {
      const row = await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
      expect(row).toMatchObject({ state: "sent", goodFaithBy: reviewer.id, sentBy: reviewer.id });
    }
    const states = await db().case.findMany({
      where: { id: { in: cases.map((one) => one.id) } },
      select: { state: true },
    });
    expect(states.every(({ state }) => state === "notified")).toBe(true);
    await expect(mailBatch(reviewer, { id, notices })).rejects.toMatchObject({ code: "conflict" });
  });

  it("stay where somebody changed the text after it was confirmed, and say so", async () => {
    mails.length = 0;
    const { id, notices } = await drafted(1);
    await mailBatch(reviewer, { id, notices });
    const [{ number, version } = { number: 0, version: 0 }] = notices;
    const edit = { explanation: "Ce texte est un autre que celui que la personne a confirmé, et il est assez long." };
    await editNotice(await createActor("reviewer"), { number, version: version + 1, edit });
    const after = await ran(id);
    expect(after.notices[0]).toMatchObject({ state: "draft", mail: "failed", mailReason: "notice_changed" });
    await deliverNotices();
    expect(mails).toEqual([]);
  });

  it("never leave twice where the worker is killed between sending and writing it down", async () => {
    mails.length = 0;
    const { id, cases, notices } = await drafted(2);
    await mailBatch(reviewer, { id, notices });
    await withClient(database.ownerUrl, async (client) => {
      await client.query("BEGIN");
      await client.query("SELECT 1 FROM batch_mail WHERE batch_id = $1 FOR UPDATE", [id]);
      const worker = startWorker();
      await until(() => isBlocked("batch_mail"));
      worker.kill("SIGKILL");
      await once(worker, "exit");
      await client.query("ROLLBACK");
    });
    // What it had written of the sending went with it: the notice is a draft, and nothing waits to leave.
    const { rows } = await asOwner(
      "SELECT 1 FROM notice_delivery d JOIN notice n ON n.id = d.notice_id WHERE n.number = ANY ($1::bigint[])",
      [notices.map(({ number }) => number)],
    );
    expect(rows).toEqual([]);
    await asOwner("UPDATE batch SET next_at = now() WHERE id = $1", [id]);
    const second = startWorker();
    await until(async () => (await getBatch(reviewer, id)).status === "done" && mails.length >= notices.length);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    second.kill("SIGKILL");
    await once(second, "exit");
    expect(mails).toHaveLength(notices.length);
    expect(await noticesAbout(cases)).toBe(2);
  });

  it("are only its own, and only for a desk with a mailbox", async () => {
    const { notices: foreign } = await drafted(1);
    const cases = await confirmed(1, { platform: "x" });
    const id = await started(cases);
    const { notices } = await ran(id);
    const [own = { number: 0, version: 0 }] = notices;
    await expect(mailBatch(reviewer, { id, notices: foreign })).rejects.toMatchObject({
      reason: "batch_foreign_notice",
    });
    await expect(
      mailBatch(reviewer, { id, notices: [{ number: own.number, version: own.version }] }),
    ).rejects.toMatchObject({ reason: "notice_without_mailbox" });
  });
});

describe("a batch of archives", { timeout: 120_000 }, () => {
  const archives: BatchOptions = { kind: "bundles", audience: "authority", language: "fr" };
  const contents = async (id: string) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await readBatchFile(reviewer, id)) chunks.push(chunk);
    return unzipFiles(new Uint8Array(Buffer.concat(chunks)));
  };

  it("is one file with the archive of each case, without those that went into the lane since, and gone after a day", async () => {
    const [one, two] = await confirmed(2);
    if (!one || !two) throw new Error("two cases");
    await sealTrail();
    const id = await started([one, two], archives);
    expect(await ran(id)).toMatchObject({ status: "done", done: 2, bundles: 2 });
    const files = await contents(id);
    expect([...files.keys()].sort()).toEqual(
      [one, two].map(({ number }) => `case-${String(number)}-bundle.zip`).sort(),
    );
    const inner = unzipFiles(files.get(`case-${String(one.number)}-bundle.zip`) ?? new Uint8Array());
    expect([...inner.keys()]).toContain("preservation-sheet.pdf");
    await safeguardCase(reviewer, { ref: { number: two.number } });
    expect([...(await contents(id)).keys()]).toEqual([`case-${String(one.number)}-bundle.zip`]);
    const { rows } = await asOwner("SELECT 1 FROM batch_item WHERE case_id = $1 AND bundle IS NOT NULL", [two.id]);
    expect(rows).toEqual([]);
    await asOwner("UPDATE batch SET kept_until = now() - interval '1 minute' WHERE id = $1", [id]);
    await expect(readBatchFile(reviewer, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("of more than fifty cases wants a factor that was shown lately", async () => {
    const ids = await selectCases(reviewer, {
      query: { ...noFilters, view: "active", sort: "priority", dir: "desc", cursor: null, platform: ["telegram"] },
    });
    expect(ids.length).toBeGreaterThan(50);
    const { id } = await planBatch(reviewer, ids.slice(0, 51));
    const unconfirmed = { ...reviewer, session: { id: crypto.randomUUID(), confirmedAt: null } };
    await expect(startBatch(unconfirmed, { id, options: archives })).rejects.toMatchObject({
      reason: "step_up_needed",
    });
  });
});

function startWorker(): ChildProcess {
  const { smtpUrl = "", mailFrom = "", masterKey, signingKey, dataDir } = env();
  return spawn(process.execPath, ["lib/cli/run.mjs", "lib/jobs/worker.ts"], {
    env: environmentForTest({
      DATABASE_URL: database.appUrl,
      DATA_DIR: dataDir,
      SMTP_URL: smtpUrl,
      MAIL_FROM: mailFrom,
      MASTER_KEY: masterKey,
      SIGNING_KEY: signingKey,
    }),
    stdio: "ignore",
  });
}

/** Whether some connection waits for a row of this table. */
async function isBlocked(table: string): Promise<boolean> {
  return withClient(database.superuserUrl, async (client) => {
    const { rows } = await client.query(
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE $1 AND datname = current_database()",
      [`%UPDATE ${table}%`],
    );
    return rows.length > 0;
  });
}

async function until(isSo: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error("it did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
