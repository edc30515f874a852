import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { readReports } from "@/lib/db/deliveries";
import type { UserActor } from "@/lib/domain/access/actor";
import { startAtprotoServer } from "@/lib/testing/atproto-server";
import { createActor } from "@/lib/testing/factories";
import { killAfterReport } from "@/lib/testing/killed-reports";
import { startMastodonServer } from "@/lib/testing/mastodon-server";
import { caseNow, confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { hereOnly, reportAuthority } from "@/lib/testing/report-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { addReportAccount } from "./add-report-account";
import { endReportAccount, replaceReportSecret } from "./end-report-account";
import { prepareNotice } from "./prepare-notice";
import { safeguardCase } from "./safeguard-case";
import { sendByApi } from "./send-by-api";
import { sendReports } from "./send-reports";
import { settleDelivery } from "./settle-delivery";
import { tryReportAccount } from "./try-report-account";

let database: TestDatabase;
let admin: UserActor;
let reviewer: UserActor;
let volunteer: UserActor;
let mastodon: Awaited<ReturnType<typeof startMastodonServer>>;
let atproto: Awaited<ReturnType<typeof startAtprotoServer>>;
let mastodonAccount: string;
let atprotoAccount: string;
let made = 0;

const handles = Array.from({ length: 40 }, (_, at) => `luna_${String(at)}`);
const appPassword = "abcd-efgh-ijkl-mnop";
const certified = reportAuthority.issue(["fediverse.example", "pds.example"]);
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
/** Past the rules: as if time had gone by. */
const later = (column: "next_at" | "claimed_at", minutes: number) =>
  asOwner(`UPDATE notice_delivery SET ${column} = ${column} - make_interval(mins => $1)`, [minutes]);
const round = () => sendReports(hereOnly());

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  admin = await createActor("admin");
  reviewer = await createActor("reviewer");
  volunteer = await createActor("volunteer");
  await nameOrganisation();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});
beforeEach(async () => {
  await asOwner("UPDATE notice_delivery SET state = 'cancelled' WHERE state NOT IN ('sent', 'cancelled')");
  await asOwner("UPDATE report_account SET ended_at = now(), secret = NULL WHERE ended_at IS NULL");
  const profiles = handles.map((handle) => `https://fediverse.example/${handle}`);
  mastodon = await startMastodonServer({ certified, profiles });
  atproto = await startAtprotoServer({ certified, identifier: "desk.example", appPassword });
  const address = `https://fediverse.example:${String(mastodon.port)}`;
  ({ id: mastodonAccount } = await addReportAccount(admin, { service: "mastodon", address, secret: "token-whole" }));
  ({ id: atprotoAccount } = await addReportAccount(admin, {
    service: "atproto",
    address: `https://pds.example:${String(atproto.port)}`,
    identifier: "desk.example",
    moderation: "did:plc:ar7c4by46qjdydhdevvrndac#atproto_labeler",
    secret: appPassword,
  }));
});
afterEach(async () => {
  await mastodon.stop();
  await atproto.stop();
});

const draft = async (platform: "fediverse" | "bluesky", count: number, channelId = `${platform}-in-app`) => {
  const cases: { id: string; number: number }[] = [];
  for (let at = 0; at < count; at += 1) {
    made += 1;
    const handle = platform === "fediverse" ? handles[made % handles.length] : undefined;
    const stableId = platform === "bluesky" ? `did:plc:${String(made).padStart(24, "a")}` : null;
    cases.push(await confirmedCase({ reporter: volunteer, platform, stableId, ...(handle && { handle: handle }) }));
  }
  const caseNumbers = cases.map(({ number }) => number);
  const { number } = await prepareNotice(reviewer, { kind: "terms_report", channelId, caseNumbers });
  return { number, cases };
};
const sent = async (platform: "fediverse" | "bluesky", count = 1) => {
  const made = await draft(platform, count);
  await sendByApi(reviewer, { number: made.number, version: 1, kept: [] });
  const { id } = await db().notice.findUniqueOrThrow({ where: { number: BigInt(made.number) } });
  return { ...made, id, now: () => readReports(db(), id), notice: () => noticeNow(id) };
};
const noticeNow = (id: string) => db().notice.findUniqueOrThrow({ where: { id } });
const frozen = async <Report>(id: string, format: string): Promise<Report[]> => {
  const { bytes } = await db().noticeDocument.findUniqueOrThrow({
    where: { noticeId_format: { noticeId: id, format } },
  });
  const document = JSON.parse(new TextDecoder().decode(bytes)) as Report | Report[];
  return Array.isArray(document) ? document : [document];
};
const receipts = (id: string) =>
  db().noticeEvent.findMany({ where: { noticeId: id, kind: "received" }, orderBy: { recordedAt: "asc" } });
const toldOf = (number: number, kind: string) =>
  db().notification.count({ where: { userId: reviewer.id, kind, params: { equals: { number } } } });

describe("a notice that a person has the desk report", () => {
  it("leaves as one report for each account, as it was frozen, and the server's numbers become its receipts", async () => {
    const notice = await sent("fediverse", 2);
    expect(mastodon.taken).toEqual([]);
    expect(await round()).toBe(2);
    const told = await frozen<{ comment: string; category: string }>(notice.id, "mastodon");
    expect(mastodon.taken.map(({ comment, category }) => ({ comment, category }))).toEqual(
      told.map(({ comment, category }) => ({ comment, category })),
    );
    const numbers = mastodon.taken.map(({ id }) => id);
    expect((await notice.now()).map(({ state, reference }) => ({ state, reference }))).toEqual(
      numbers.map((reference) => ({ state: "sent", reference })),
    );
    const events = await receipts(notice.id);
    expect(events.map(({ caseId, reference }) => [caseId, reference])).toEqual(
      notice.cases.map(({ id }, at) => [id, numbers[at]]),
    );
    expect(await notice.notice()).toMatchObject({ state: "received", reference: numbers.join(", ") });
    for (const { id } of notice.cases) expect((await caseNow(id)).state).toBe("notified");
    expect(await round()).toBe(0);
    expect(mastodon.taken).toHaveLength(2);
  });

  it("goes to Bluesky's moderation through the desk's own server, with one sign-in for all of its accounts", async () => {
    const notice = await sent("bluesky", 3);
    expect(await round()).toBe(3);
    expect(atproto.told.signIns).toBe(1);
    const told = await frozen<{ reason: string; subject: { did: string } }>(notice.id, "atproto");
    expect(atproto.taken.map(({ did, reason }) => ({ did, reason }))).toEqual(
      told.map(({ subject, reason }) => ({ did: subject.did, reason })),
    );
    for (const one of atproto.taken) expect(one.proxiedTo).toBe("did:plc:ar7c4by46qjdydhdevvrndac#atproto_labeler");
    expect(await notice.notice()).toMatchObject({ state: "received", reference: "31, 32, 33" });
  });

  it("is refused without an account of the desk on that very server, by whom and for which desk it cannot leave, and then nothing is frozen", async () => {
    const { number } = await draft("fediverse", 1);
    const asked = (actor = reviewer) => sendByApi(actor, { number, version: 1, kept: [] });
    await expect(asked(volunteer)).rejects.toMatchObject({ code: "forbidden" });
    await endReportAccount(admin, mastodonAccount);
    const elsewhere = `https://other.example:${String(mastodon.port)}`;
    await addReportAccount(admin, { service: "mastodon", address: elsewhere, secret: "token-whole" });
    await expect(asked()).rejects.toMatchObject({
      reason: "report_account_missing",
      details: { hosts: "fediverse.example" },
    });
    expect(await noticeNowOf(number)).toMatchObject({ state: "draft" });
    const byMail = await draft("fediverse", 1, "fediverse-contact");
    await expect(sendByApi(reviewer, { number: byMail.number, version: 1, kept: [] })).rejects.toMatchObject({
      reason: "notice_without_api",
    });
    const { number: onX } = await confirmedCase({ reporter: volunteer });
    const other = await prepareNotice(reviewer, { kind: "terms_report", channelId: "x-in-app", caseNumbers: [onX] });
    await expect(sendByApi(reviewer, { number: other.number, version: 1, kept: [] })).rejects.toMatchObject({
      reason: "notice_without_api",
    });
    for (const one of [number, byMail.number, other.number])
      expect(await db().noticeDocument.count({ where: { noticeId: (await noticeNowOf(one)).id } })).toBe(0);
  });

  it("that the service does not let in fails once and is told once; with the right secret a person sends it again", async () => {
    await replaceReportSecret(admin, mastodonAccount, "token-wrong");
    const notice = await sent("fediverse", 2);
    await round();
    await later("next_at", 24 * 60);
    await round();
    expect(await notice.now()).toMatchObject([
      { state: "failed", failure: "report_api_sign_in", response: 401, attempts: 1 },
      { state: "failed", failure: "report_api_sign_in", response: 401, attempts: 1 },
    ]);
    expect(await toldOf(notice.number, "notice_not_reported")).toBe(1);
    expect((await notice.notice()).state).toBe("sent");
    await replaceReportSecret(admin, mastodonAccount, "token-whole");
    for (const { id } of await notice.now())
      await settleDelivery(reviewer, { number: notice.number, report: id, answer: "again" });
    expect(await round()).toBe(2);
    expect(mastodon.taken).toHaveLength(2);
    expect((await notice.notice()).state).toBe("received");
  });

  it("waits as long as the service asks for, and is then taken", async () => {
    atproto.told.isBusy = true;
    const notice = await sent("bluesky");
    expect(await round()).toBe(0);
    const [waiting] = await notice.now();
    expect(waiting).toMatchObject({ state: "waiting", failure: "report_api_too_many", response: 429 });
    expect((waiting?.nextAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(590_000);
    atproto.told.isBusy = false;
    expect(await round()).toBe(0);
    await later("next_at", 11);
    expect(await round()).toBe(1);
    expect(atproto.taken).toHaveLength(1);
  });

  it.each([
    ["a line that breaks", "drop", null],
    ["an answer that is a fault", { status: 500, after: "taking" }, 500],
  ] as const)(
    "after %s may have arrived: it is asked about, never sent again by itself, and its number is a receipt once known",
    async (_, onReport, response) => {
      mastodon.told.onReport = onReport;
      const notice = await sent("fediverse");
      await round();
      mastodon.told.onReport = "take";
      await later("next_at", 24 * 60);
      await round();
      expect(mastodon.taken).toHaveLength(1);
      const [unsure] = await notice.now();
      expect(unsure).toMatchObject({ state: "perhaps_sent", attempts: 1, response });
      expect(await toldOf(notice.number, "notice_perhaps_reported")).toBe(1);
      const said = { number: notice.number, report: unsure?.id ?? "", answer: "left", reference: "48914" } as const;
      await settleDelivery(reviewer, said);
      expect(await receipts(notice.id)).toMatchObject([{ reference: "48914", recordedBy: reviewer.id }]);
      expect(await notice.notice()).toMatchObject({ state: "received", reference: "48914" });
      await expect(settleDelivery(reviewer, said)).rejects.toMatchObject({ code: "conflict" });
    },
  );

  it("is tried again where the service says that it cannot now, and given up where it says no", async () => {
    mastodon.told.onReport = { status: 503 };
    const waiting = await sent("fediverse");
    await round();
    expect(await waiting.now()).toMatchObject([{ state: "waiting", failure: "report_api_down", response: 503 }]);
    mastodon.told.onReport = { status: 422 };
    await later("next_at", 2);
    await round();
    expect(await waiting.now()).toMatchObject([{ state: "failed", failure: "report_api_refused", attempts: 2 }]);
    expect(mastodon.taken).toEqual([]);
  });

  it("waits for a server that is away, and asks a person in the end", async () => {
    const notice = await sent("fediverse");
    await mastodon.stop();
    for (let tries = 0; tries < 12; tries += 1) {
      await round();
      await later("next_at", 24 * 60);
    }
    expect(await notice.now()).toMatchObject([{ state: "failed", failure: "outgoing_failed", attempts: 8 }]);
    expect(await toldOf(notice.number, "notice_not_reported")).toBe(1);
  });

  it("stays on this side of the guard: an account inside a network is never called", async () => {
    const notice = await sent("fediverse");
    await sendReports();
    expect(mastodon.taken).toEqual([]);
    const [refused] = await notice.now();
    expect(["outgoing_port", "outgoing_name", "outgoing_address"]).toContain(refused?.failure);
  });

  it("is called off for the case that went into the safety lane, and for no other", async () => {
    const notice = await sent("fediverse", 2);
    const [hidden, open] = notice.cases;
    await safeguardCase(reviewer, { ref: { number: hidden?.number ?? 0 } });
    expect(await round()).toBe(1);
    expect(mastodon.taken).toHaveLength(1);
    // What is said of the lane's case is said to nobody.
    expect(await notice.now()).toMatchObject([{ state: "sent", caseNumber: open?.number }]);
    expect((await receipts(notice.id)).map(({ caseId }) => caseId)).toEqual([open?.id]);
    expect((await notice.notice()).state).toBe("received");
  });

  it("leaves once for each account, however many workers go round at once", async () => {
    const notice = await sent("fediverse", 8);
    const rounds = await Promise.all([round(), round(), round(), round()]);
    expect(rounds.reduce((sum, count) => sum + count, 0)).toBe(8);
    expect(new Set(mastodon.taken.map(({ comment }) => comment)).size).toBe(8);
    expect(mastodon.taken).toHaveLength(8);
    expect((await notice.notice()).state).toBe("received");
  });

  it("never arrives twice where the worker is killed between the service's answer and noting it", async () => {
    const notice = await sent("fediverse");
    expect(await killAfterReport(database, "/api/v1/reports")).toBe("SIGKILL");
    expect(mastodon.taken).toHaveLength(1);
    expect(await notice.now()).toMatchObject([{ state: "sending", reference: "" }]);
    await round();
    expect(await notice.now()).toMatchObject([{ state: "sending" }]);
    await later("claimed_at", 6);
    await round();
    await later("next_at", 24 * 60);
    await round();
    expect(await notice.now()).toMatchObject([{ state: "perhaps_sent", attempts: 1 }]);
    expect(await toldOf(notice.number, "notice_perhaps_reported")).toBe(1);
    expect(mastodon.taken).toHaveLength(1);
  });
});

describe("the desk's own account", () => {
  it("is an administrator's to keep, after a second factor; there is one for each server", async () => {
    const address = "https://another.example";
    const add = (actor: UserActor) => addReportAccount(actor, { service: "mastodon", address, secret: "token-whole" });
    await expect(add(reviewer)).rejects.toMatchObject({ code: "forbidden" });
    const { session: _, ...unshown } = admin;
    await expect(add(unshown)).rejects.toMatchObject({ code: "forbidden" });
    await expect(replaceReportSecret(unshown, mastodonAccount, "token-whole")).rejects.toMatchObject({
      code: "forbidden",
    });
    await add(admin);
    await expect(add(admin)).rejects.toMatchObject({ reason: "report_account_there" });
    await expect(
      addReportAccount(admin, { service: "mastodon", address: "http://plain.example", secret: "token-whole" }),
    ).rejects.toThrow();
  });

  it("is tried at its service, which says what it thinks of it", async () => {
    await tryReportAccount(admin, mastodonAccount, hereOnly());
    await tryReportAccount(admin, atprotoAccount, hereOnly());
    await replaceReportSecret(admin, mastodonAccount, "token-reader");
    await expect(tryReportAccount(admin, mastodonAccount, hereOnly())).rejects.toMatchObject({
      reason: "report_api_forbidden",
    });
    await replaceReportSecret(admin, atprotoAccount, "wrong-wrong-wrong");
    await expect(tryReportAccount(admin, atprotoAccount, hereOnly())).rejects.toMatchObject({
      reason: "report_api_sign_in",
    });
    await expect(tryReportAccount(reviewer, mastodonAccount, hereOnly())).rejects.toMatchObject({ code: "forbidden" });
    expect(mastodon.taken).toEqual([]);
    expect(atproto.taken).toEqual([]);
  });

  it("keeps its secret in no table, no trail and no error, and loses it when it is removed", async () => {
    const secret = "a-secret-that-is-found-by-its-words";
    await replaceReportSecret(admin, atprotoAccount, secret);
    const failed = await tryReportAccount(admin, atprotoAccount, hereOnly()).catch((error: unknown) => error);
    expect(JSON.stringify(failed, Object.getOwnPropertyNames(failed as object))).not.toContain(secret);
    const notice = await sent("bluesky");
    await round();
    expect(await notice.now()).toMatchObject([{ failure: "report_api_sign_in" }]);
    const { rows: tables } = await asOwner(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    const hex = Buffer.from(secret).toString("hex");
    for (const { name } of tables as { name: string }[]) {
      const { rows } = await asOwner(
        `SELECT count(*)::integer AS found FROM "${name}" one WHERE strpos(one::text, $1) > 0 OR strpos(one::text, $2) > 0`,
        [secret, hex],
      );
      expect([name, (rows as { found: number }[])[0]?.found]).toEqual([name, 0]);
    }
    await endReportAccount(admin, atprotoAccount);
    const { rows } = await asOwner("SELECT secret FROM report_account WHERE id = $1", [atprotoAccount]);
    expect(rows).toEqual([{ secret: null }]);
    const { rows: entries } = await asOwner(
      "SELECT action, actor FROM audit_entry WHERE subject_id = $1 AND subject_table = 'report_account' ORDER BY id",
      [atprotoAccount],
    );
    expect(entries).toEqual(
      ["report_account.added", "report_account.secret_replaced", "report_account.removed"].map((action) => ({
        action,
        actor: `user:${admin.id}`,
      })),
    );
  });
});

const noticeNowOf = (number: number) => db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
