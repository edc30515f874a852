import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { getBatch } from "@/lib/queries/get-batch";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";
import { startAtprotoServer } from "@/lib/testing/atproto-server";
import { createActor } from "@/lib/testing/factories";
import { killAfterReport } from "@/lib/testing/killed-reports";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { hereOnly, reportAuthority } from "@/lib/testing/report-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { addReportAccount } from "./add-report-account";
import { mailBatch } from "./mail-batch";
import { planBatch } from "./plan-batch";
import { runBatches } from "./run-batches";
import { sendReports } from "./send-reports";
import { settleDelivery } from "./settle-delivery";
import { startBatch } from "./start-batch";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let admin: UserActor;
let server: Awaited<ReturnType<typeof startAtprotoServer>>;
let made = 0;

const identifier = "desk.example";
const appPassword = "abcd-efgh-ijkl-mnop";
const certified = reportAuthority.issue(["pds.example"]);
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
/** Past the rules: as if time had gone by. */
const later = (column: "next_at" | "claimed_at", minutes: number) =>
  asOwner(`UPDATE notice_delivery SET ${column} = ${column} - make_interval(mins => $1)`, [minutes]);
const round = () => sendReports(hereOnly());

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  [reviewer, volunteer, admin] = [
    await createActor("reviewer"),
    await createActor("volunteer"),
    await createActor("admin"),
  ];
  await nameOrganisation();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});
beforeEach(async () => {
  await asOwner("UPDATE notice_delivery SET state = 'cancelled' WHERE state NOT IN ('sent', 'cancelled')");
  await asOwner("UPDATE report_account SET ended_at = now(), secret = NULL WHERE ended_at IS NULL");
  server = await startAtprotoServer({ certified, identifier, appPassword });
  await addReportAccount(admin, {
    service: "atproto",
    address: `https://pds.example:${String(server.port)}`,
    ...{ identifier, secret: appPassword, moderation: "did:plc:ar7c4by46qjdydhdevvrndac#atproto_labeler" },
  });
});
afterEach(() => server.stop());

/** A selection of confirmed accounts, drafted by the worker, ticked and confirmed by a person, and put into the outbox. */
async function sentBatch(count: number) {
  const cases: { id: string; did: string }[] = [];
  for (let at = 0; at < count; at += 1) {
    made += 1;
    const did = `did:plc:${String(made).padStart(24, "b")}`;
    const seed = { reporter: volunteer, platform: "bluesky", handle: `lot${String(made)}.bsky.social` } as const;
    cases.push({ id: (await confirmedCase({ ...seed, stableId: did })).id, did });
  }
  const { id } = await planBatch(
    reviewer,
    cases.map((one) => one.id),
  );
  const options = { kind: "notices", noticeKind: "terms_report", channels: { bluesky: "bluesky-in-app" } } as const;
  await startBatch(reviewer, { id, options });
  await runBatches(getCaseBundle, 60_000);
  const { notices } = await getBatch(reviewer, id);
  await mailBatch(reviewer, { id, notices: notices.map(({ number, version }) => ({ number, version })) });
  // Two workers go round at once: each notice is put into the outbox by one of them.
  await Promise.all([runBatches(getCaseBundle, 20_000), runBatches(getCaseBundle, 20_000)]);
  await runBatches(getCaseBundle, 20_000);
  expect(await getBatch(reviewer, id)).toMatchObject({ status: "done", failed: 0 });
  const rows = async () =>
    (
      await asOwner(
        `SELECT d.id, d.state, d.failure, d.response, d.attempts, d.reference, d.next_at AS "nextAt", n.number::integer AS notice
           FROM notice_delivery d JOIN notice n ON n.id = d.notice_id
          WHERE d.case_id = ANY ($1) ORDER BY array_position($1, d.case_id)`,
        [cases.map((one) => one.id)],
      )
    ).rows as Row[];
  return { id, dids: cases.map(({ did }) => did), numbers: notices.map(({ number }) => number), rows };
}
interface Row {
  id: string;
  state: string;
  failure: string | null;
  response: number | null;
  attempts: number;
  reference: string;
  nextAt: Date;
  notice: number;
}
type Batch = Awaited<ReturnType<typeof sentBatch>>;

/** Each account was reported once, by one number, and the batch says so. */
async function expectAllLeftOnce(batch: Batch): Promise<void> {
  expect(server.taken.map(({ did }) => did).toSorted()).toEqual(batch.dids.toSorted());
  const numberOf = new Map(server.taken.map(({ did, id }) => [did, String(id)]));
  expect((await batch.rows()).map(({ state, reference }) => [state, reference])).toEqual(
    batch.dids.map((did) => ["sent", numberOf.get(did)]),
  );
  for (const { state, delivery } of (await getBatch(reviewer, batch.id)).notices)
    expect([state, delivery]).toEqual(["received", "sent"]);
  await later("next_at", 24 * 60);
  expect(await round()).toBe(0);
  expect(server.taken).toHaveLength(batch.dids.length);
}
/** Once, when so many reports have been taken. */
function when(count: number, then: () => { status: number; error: string; headers?: Record<string, string> } | null) {
  let isOver = false;
  server.told.onReport = () => {
    if (isOver || server.taken.length < count) return null;
    isOver = true;
    return then();
  };
}
const toldOf = async (kind: string, numbers: readonly number[]) =>
  (await db().notification.findMany({ where: { userId: reviewer.id, kind } })).filter(({ params }) =>
    numbers.includes((params as { number: number }).number),
  ).length;

describe("the reports of a batch to Bluesky's moderation", { timeout: 120_000 }, () => {
  it("leave each once by however many workers, passed on to the moderation service, under one sign-in for each worker's round", async () => {
    const batch = await sentBatch(6);
    expect(server.taken).toEqual([]);
    await Promise.all([round(), round(), round()]);
    await round();
    expect(server.told.signIns).toBeLessThanOrEqual(3);
    for (const one of server.taken) expect(one.proxiedTo).toBe("did:plc:ar7c4by46qjdydhdevvrndac#atproto_labeler");
    await expectAllLeftOnce(batch);
  });

  it("go on where the sign-in runs out on the way: the one that was refused for it leaves too, under a new one", async () => {
    const batch = await sentBatch(5);
    when(2, () => {
      server.endSessions();
      return { status: 400, error: "ExpiredToken" };
    });
    expect(await round()).toBe(5);
    expect(server.told).toMatchObject({ signIns: 2, asked: 6 });
    expect((await batch.rows()).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1]);
    await expectAllLeftOnce(batch);
  });

  it("are given up, not tried without end, where every new sign-in is over at once", async () => {
    const batch = await sentBatch(2);
    server.told.onReport = () => ({ status: 400, error: "ExpiredToken" });
    expect(await round()).toBe(0);
    expect(server.told.asked).toBe(4);
    expect((await batch.rows()).map(({ state, failure }) => [state, failure])).toEqual([
      ["failed", "report_api_sign_in"],
      ["failed", "report_api_sign_in"],
    ]);
  });

  it.each([
    [
      "as the seconds of a moment, which is all that its own server says",
      "ratelimit-reset",
      (at: Date) => String(Math.floor(at.getTime() / 1000)),
    ],
    ["as seconds from now", "retry-after", () => "1200"],
  ])(
    "wait where the limit of requests is reached, as long as is asked for %s, all of them, and the service is left alone",
    async (_, header, written) => {
      const batch = await sentBatch(5);
      const resets = new Date(Date.now() + 1_200_000);
      const busy = { status: 429, error: "RateLimitExceeded", headers: { [header]: written(resets) } };
      server.told.onReport = () => (server.taken.length < 2 ? null : busy);
      expect(await round()).toBe(2);
      expect(server.told.asked).toBe(3);
      const rows = await batch.rows();
      expect(rows.map(({ state }) => state).toSorted()).toEqual(["sent", "sent", "waiting", "waiting", "waiting"]);
      // One was refused; the others have not been tried at all.
      expect(rows.map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 1, 1, 1]);
      for (const { state, nextAt } of rows)
        if (state === "waiting") expect(Math.abs(nextAt.getTime() - resets.getTime())).toBeLessThan(10_000);
      await later("next_at", 19);
      expect(await round()).toBe(0);
      expect(server.told.asked).toBe(3);
      server.told.onReport = () => null;
      await later("next_at", 2);
      expect(await round()).toBe(3);
      await expectAllLeftOnce(batch);
    },
  );

  it("leave all but one where the service has a report of it already and refuses another; a person is asked about that one", async () => {
    const batch = await sentBatch(4);
    const known = batch.dids[1];
    server.told.onReport = (did) => (did === known ? { status: 400, error: "InvalidRequest" } : null);
    expect(await round()).toBe(3);
    expect((await batch.rows()).map(({ state, failure }) => [state, failure])).toEqual([
      ["sent", null],
      ["failed", "report_api_refused"],
      ["sent", null],
      ["sent", null],
    ]);
    await later("next_at", 24 * 60);
    expect(await round()).toBe(0);
    expect(server.told.asked).toBe(4);
    const refused = (await batch.rows())[1];
    expect(await toldOf("notice_not_reported", [refused?.notice ?? 0])).toBe(1);
    // The person looks there, finds the earlier report and writes its number down.
    const said = { answer: "left", reference: "29" } as const;
    await settleDelivery(reviewer, { number: refused?.notice ?? 0, report: refused?.id ?? "", ...said });
    for (const { state } of (await getBatch(reviewer, batch.id)).notices) expect(state).toBe("received");
    expect(server.taken.map(({ did }) => did)).not.toContain(known);
  });

  it("stop where the desk's own account is closed in the middle; once it is open again a person sends the rest, and none twice", async () => {
    const batch = await sentBatch(5);
    when(2, () => {
      server.told.isClosed = true;
      return { status: 401, error: "AccountTakedown" };
    });
    expect(await round()).toBe(2);
    const rows = await batch.rows();
    expect(rows.map(({ state }) => state).toSorted()).toEqual(["failed", "failed", "failed", "sent", "sent"]);
    const failed = rows.filter(({ state }) => state === "failed");
    for (const { failure } of failed) expect(failure).toBe("report_api_forbidden");
    await later("next_at", 24 * 60);
    expect(await round()).toBe(0);
    const notices = [...new Set(failed.map(({ notice }) => notice))];
    expect(await toldOf("notice_not_reported", batch.numbers)).toBe(notices.length);
    server.told.isClosed = false;
    for (const { id, notice } of failed)
      await settleDelivery(reviewer, { number: notice, report: id, answer: "again" });
    expect(await round()).toBe(3);
    await expectAllLeftOnce(batch);
  });

  it("never arrive twice where the worker is killed between the service's answer and noting it: that one asks, the rest leave", async () => {
    const batch = await sentBatch(4);
    expect(await killAfterReport(database, "createReport", 2)).toBe("SIGKILL");
    expect(server.taken).toHaveLength(2);
    expect((await batch.rows()).map(({ state }) => state).toSorted()).toEqual([
      "sending",
      "sent",
      "waiting",
      "waiting",
    ]);
    expect(await round()).toBe(2);
    await later("claimed_at", 6);
    await round();
    await later("next_at", 24 * 60);
    await round();
    expect(server.taken.map(({ did }) => did).toSorted()).toEqual(batch.dids.toSorted());
    const unsure = (await batch.rows()).find(({ state }) => state !== "sent");
    expect(unsure).toMatchObject({ state: "perhaps_sent", attempts: 1 });
    expect(await toldOf("notice_perhaps_reported", batch.numbers)).toBe(1);
    const number = String(server.taken[1]?.id);
    const said = { report: unsure?.id ?? "", answer: "left", reference: number } as const;
    await settleDelivery(reviewer, { number: unsure?.notice ?? 0, ...said });
    await expectAllLeftOnce(batch);
  });
});
