import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { readDelivery } from "@/lib/db/deliveries";
import type { UserActor } from "@/lib/domain/access/actor";
import { env, environmentForTest, provideEnvironment } from "@/lib/env";
import { getNotice } from "@/lib/queries/get-notice";
import { readNoticeDocument } from "@/lib/queries/get-notice-document";
import { createActor } from "@/lib/testing/factories";
import { caseNow, confirmedCase, nameOrganisation, organisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { deliverNotices } from "./deliver-notices";
import { mailNotice } from "./mail-notice";
import { prepareNotice } from "./prepare-notice";
import { safeguardCase } from "./safeguard-case";
import { settleDelivery } from "./settle-delivery";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let server: SMTPServer;
let mails: { bytes: Buffer; from: string; to: string[] }[];
/** What the server does with a message once it holds all of it. */
let onMessage: "take" | "refuse" | "hold";
let held: (() => void)[];

const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
/** Past the rules: as if time had gone by. */
const later = (column: "next_at" | "claimed_at", minutes: number) =>
  asOwner(`UPDATE notice_delivery SET ${column} = ${column} - make_interval(mins => $1)`, [minutes]);

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
  volunteer = await createActor("volunteer");
  await nameOrganisation();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

beforeEach(async () => {
  mails = [];
  held = [];
  onMessage = "take";
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      void buffer(stream).then((bytes) => {
        if (onMessage === "refuse") return done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ bytes, from: mailFrom === false ? "" : mailFrom.address, to: rcptTo.map((one) => one.address) });
        if (onMessage === "hold") return held.push(() => done());
        return done();
      });
    },
  });
  server.on("error", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  await asOwner("DELETE FROM setting WHERE key IN ('mail_server', 'mail_server_seen')");
  await asOwner("UPDATE notice_delivery SET state = 'cancelled' WHERE state NOT IN ('sent', 'cancelled')");
  const { port } = server.server.address() as AddressInfo;
  provideEnvironment({ SMTP_URL: smtpAt(port), MAIL_FROM: "desk@collectif.example" });
});
const smtpAt = (port: number) => `smtp://127.0.0.1:${String(port)}`;
afterEach(async () => {
  for (const finish of held) finish();
  await new Promise<void>((resolve) => server.close(resolve));
  provideEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
});

const mailed = async () => {
  const one = await confirmedCase({ reporter: volunteer, platform: "telegram" });
  const { number } = await prepareNotice(reviewer, {
    kind: "terms_report",
    channelId: "telegram-abuse-mailbox",
    caseNumbers: [one.number],
  });
  await mailNotice(reviewer, { number, version: 1, kept: [] });
  const { id } = await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
  return { number, id, caseId: one.id };
};
const now = async (id: string) => {
  const row = await readDelivery(db(), id);
  if (row === null) throw new Error("no delivery");
  return row;
};
const toldOf = (number: number, kind: string) =>
  db().notification.count({ where: { userId: reviewer.id, kind, params: { equals: { number } } } });

/** The worker also mails people that something waits for them. */
const noticesMailed = () => mails.filter(({ to }) => to.includes("abuse@telegram.org"));

describe("a notice that a person has the desk mail", () => {
  it("leaves as the very bytes that were frozen, from the role mailbox, to the desk's own, with its Message-ID kept", async () => {
    const { id, number, caseId } = await mailed();
    expect(mails).toEqual([]);
    expect(await deliverNotices()).toBe(1);
    const frozen = await db().noticeDocument.findUniqueOrThrow({
      where: { noticeId_format: { noticeId: id, format: "eml" } },
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.bytes.equals(Buffer.from(frozen.bytes))).toBe(true);
    expect(mails[0]).toMatchObject({ from: "desk@collectif.example", to: ["abuse@telegram.org"] });
    const text = mails[0]?.bytes.toString("utf8") ?? "";
    expect(text).toContain(`<${organisation.role_mailbox}>`);
    expect(text).not.toContain("X-Unsent");
    expect(frozen.sha256).toBe(createHash("sha256").update(frozen.bytes).digest("hex"));
    const delivery = await now(id);
    expect(delivery).toMatchObject({ state: "sent", attempts: 1, response: 250 });
    expect(text).toContain(`Message-ID: <${delivery.messageId}>`);
    expect(delivery.messageId).toContain(`notice-${String(number)}.`);
    expect((await caseNow(caseId)).state).toBe("notified");
    expect(await deliverNotices()).toBe(0);
  });

  it("differs from the draft that was seen by the mark of a draft alone", async () => {
    const one = await confirmedCase({ reporter: volunteer, platform: "telegram" });
    const { number } = await prepareNotice(reviewer, {
      kind: "terms_report",
      channelId: "telegram-abuse-mailbox",
      caseNumbers: [one.number],
    });
    const read = () => readNoticeDocument(reviewer, number, "eml");
    const seen = (await getNotice(reviewer, number)).fingerprint ?? "";
    const draft = Buffer.from((await read()).bytes).toString("latin1");
    await mailNotice(reviewer, { number, version: 1, kept: [], seen });
    expect(draft.split("\r\n")).toContain("X-Unsent: 1");
    expect(Buffer.from((await read()).bytes).toString("latin1")).toBe(draft.replace("X-Unsent: 1\r\n", ""));
  });

  it("is refused without a mail server, and for a desk without a mailbox, and then nothing is frozen", async () => {
    const one = await confirmedCase({ reporter: volunteer });
    const { number } = await prepareNotice(reviewer, {
      kind: "terms_report",
      channelId: "x-in-app",
      caseNumbers: [one.number],
    });
    const asked = () => mailNotice(reviewer, { number, version: 1, kept: [] });
    await expect(asked()).rejects.toMatchObject({ reason: "notice_without_mailbox" });
    provideEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
    await expect(asked()).rejects.toMatchObject({ reason: "mail_not_set_up" });
    const row = await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
    expect(row.state).toBe("draft");
    expect(await db().noticeDocument.count({ where: { noticeId: row.id } })).toBe(0);
  });

  it("waits for a server that is away, tries later and later, and asks a person in the end: nothing is lost", async () => {
    const { id, number } = await mailed();
    const gone = createServer();
    gone.listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    await new Promise<void>((resolve) => gone.close(() => resolve()));
    provideEnvironment({ SMTP_URL: smtpAt(port) });
    await asOwner("DELETE FROM setting WHERE key = 'mail_server'");
    for (let round = 0; round < 12; round += 1) {
      await deliverNotices();
      await later("next_at", 24 * 60);
    }
    expect(await now(id)).toMatchObject({ state: "failed", failure: "unreachable" });
    expect(await toldOf(number, "notice_not_mailed")).toBe(1);
    const { port: back } = server.server.address() as AddressInfo;
    provideEnvironment({ SMTP_URL: smtpAt(back) });
    await asOwner("DELETE FROM setting WHERE key = 'mail_server'");
    await settleDelivery(reviewer, { number, answer: "again" });
    expect(await deliverNotices()).toBe(1);
    expect(mails).toHaveLength(1);
  });

  it("that is refused for good is not tried again", async () => {
    const { id, number } = await mailed();
    onMessage = "refuse";
    await deliverNotices();
    await later("next_at", 24 * 60);
    await deliverNotices();
    expect(await now(id)).toMatchObject({ state: "failed", failure: "refused", response: 550, attempts: 1 });
    expect(await toldOf(number, "notice_not_mailed")).toBe(1);
  });

  it("whose line breaks after the message was handed over may have left: it is asked about, never sent again by itself", async () => {
    const { id, number } = await mailed();
    const dropped = createDropper();
    provideEnvironment({ SMTP_URL: smtpAt(await dropped.port) });
    await asOwner("DELETE FROM setting WHERE key = 'mail_server'");
    await deliverNotices();
    await later("next_at", 24 * 60);
    await deliverNotices();
    dropped.close();
    expect(dropped.messages()).toBe(1);
    expect(await now(id)).toMatchObject({ state: "perhaps_sent", attempts: 1 });
    expect(await toldOf(number, "notice_perhaps_mailed")).toBe(1);
    await settleDelivery(reviewer, { number, answer: "left" });
    expect((await now(id)).state).toBe("sent");
    await expect(settleDelivery(reviewer, { number, answer: "again" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is called off where its case went into the safety lane before it left", async () => {
    const { id, caseId } = await mailed();
    const { number } = await caseNow(caseId);
    await safeguardCase(reviewer, { ref: { number: Number(number) } });
    expect(await deliverNotices()).toBe(0);
    expect(mails).toEqual([]);
    expect(await now(id)).toMatchObject({ state: "cancelled", failure: "case_gone" });
  });

  it("leaves once, however many workers go round at once", async () => {
    for (let count = 0; count < 6; count += 1) await mailed();
    const sent = await Promise.all([deliverNotices(), deliverNotices(), deliverNotices(), deliverNotices()]);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(mails).toHaveLength(6);
  });

  it("never leaves twice where the worker is killed between sending it and noting so", async () => {
    const { id, number } = await mailed();
    onMessage = "hold";
    const first = startWorker();
    await until(() => noticesMailed().length === 1);
    first.kill("SIGKILL");
    await once(first, "exit");
    expect((await now(id)).state).toBe("sending");
    for (const finish of held.splice(0)) finish();
    onMessage = "take";
    await later("claimed_at", 6);
    const second = startWorker();
    await until(async () => (await now(id)).state === "perhaps_sent");
    // Another round or two of the second worker, with nothing left to take.
    const { id: other } = await mailed();
    await until(async () => (await now(other)).state === "sent");
    second.kill("SIGKILL");
    await once(second, "exit");
    expect(noticesMailed()).toHaveLength(2);
    expect(mails.filter(({ bytes }) => bytes.includes(`<notice-${String(number)}.`))).toHaveLength(1);
    expect(await toldOf(number, "notice_perhaps_mailed")).toBe(1);
  });
});

function startWorker(): ChildProcess {
  const { smtpUrl = "", mailFrom = "", masterKey, dataDir } = env();
  return spawn(process.execPath, ["lib/cli/run.mjs", "lib/jobs/worker.ts"], {
    env: environmentForTest({
      DATABASE_URL: database.appUrl,
      DATA_DIR: dataDir,
      SMTP_URL: smtpUrl,
      MAIL_FROM: mailFrom,
      MASTER_KEY: masterKey,
    }),
    stdio: "ignore",
  });
}

/** A server that speaks just enough to take a message, and then hangs up without a word. */
function createDropper() {
  let count = 0;
  const dropper: Server = createServer((socket) => {
    let isData = false;
    let end = "";
    socket.on("error", () => undefined);
    socket.write("220 dropper\r\n");
    socket.on("data", (chunk: Buffer) => {
      const text = chunk.toString("latin1");
      if (isData) {
        end = (end + text).slice(-5);
        if (end === "\r\n.\r\n") {
          count += 1;
          socket.destroy();
        }
      } else if (/^DATA/imu.test(text)) {
        isData = true;
        socket.write("354 go\r\n");
      } else socket.write("250 ok\r\n");
    });
  });
  dropper.listen(0, "127.0.0.1");
  const port = once(dropper, "listening").then(() => (dropper.address() as AddressInfo).port);
  return { port, messages: () => count, close: () => dropper.close() };
}

async function until(isSo: () => boolean | Promise<boolean>, seconds = 40): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error("it did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
