import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { BatchOptions } from "@/lib/domain/batches/batch";
import { getBatch } from "@/lib/queries/get-batch";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";
import { createActor } from "@/lib/testing/factories";
import { startMastodonServer } from "@/lib/testing/mastodon-server";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { hereOnly, reportAuthority } from "@/lib/testing/report-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { addReportAccount } from "./add-report-account";
import { editNotice } from "./edit-notice";
import { mailBatch } from "./mail-batch";
import { planBatch } from "./plan-batch";
import { runBatches } from "./run-batches";
import { sendReports } from "./send-reports";
import { startBatch } from "./start-batch";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let server: Awaited<ReturnType<typeof startMastodonServer>>;

const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  [reviewer, volunteer] = [await createActor("reviewer"), await createActor("volunteer")];
  await nameOrganisation();
  const certified = reportAuthority.issue(["fediverse.example"]);
  const profiles = ["lot_un", "lot_deux", "lot_trois"].map((handle) => `https://fediverse.example/${handle}`);
  server = await startMastodonServer({ certified, profiles });
  const address = `https://fediverse.example:${String(server.port)}`;
  const admin = await createActor("admin");
  const shown = { ...admin, session: { id: crypto.randomUUID(), confirmedAt: new Date() } };
  await addReportAccount(shown, { service: "mastodon", address, secret: "token-whole" });
});
afterAll(async () => {
  await server.stop();
  await closeDb();
  await database.drop();
});

async function started(cases: readonly { id: string }[], options: BatchOptions): Promise<string> {
  const { id } = await planBatch(
    reviewer,
    cases.map((one) => one.id),
  );
  await startBatch(reviewer, { id, options });
  return id;
}
const ran = async (id: string) => {
  await runBatches(getCaseBundle, 60_000);
  return getBatch(reviewer, id);
};

describe("the notices of a batch for a service where the desk has an account", { timeout: 120_000 }, () => {
  it("leave as one report for each account, by however many workers; one that cannot leave is noted and stays a draft", async () => {
    const seed = { reporter: volunteer, platform: "fediverse" } as const;
    const cases = [
      await confirmedCase({ ...seed, handle: "lot_un" }),
      await confirmedCase({ ...seed, handle: "lot_deux" }),
      await confirmedCase({ ...seed, handle: "lot_trois", classification: "redirecting_bot" }),
      await confirmedCase({
        ...seed,
        platform: "bluesky",
        handle: "lot.bsky.social",
        stableId: `did:plc:${"b".repeat(24)}`,
      }),
    ];
    const channels = { fediverse: "fediverse-in-app", bluesky: "bluesky-in-app" };
    const id = await started(cases, { kind: "notices", noticeKind: "terms_report", channels });
    const drafts = await ran(id);
    expect(drafts.notices.map(({ platform, cases: count, way }) => [platform, count, way])).toEqual([
      ["fediverse", 2, "api"],
      ["fediverse", 1, "api"],
      ["bluesky", 1, null],
    ]);
    await mailBatch(reviewer, { id, notices: drafts.notices.map(({ number, version }) => ({ number, version })) });
    await Promise.all(
      [1, 2, 3].map(async () => {
        await asOwner("UPDATE batch SET next_at = now() WHERE id = $1", [id]);
        await runBatches(getCaseBundle, 20_000);
      }),
    );
    const sent = await ran(id);
    expect(sent).toMatchObject({ status: "done", failed: 1 });
    expect(sent.notices.map(({ state, delivery, mail, mailReason }) => [state, delivery, mail, mailReason])).toEqual([
      ["sent", "waiting", "done", null],
      ["sent", "waiting", "done", null],
      ["draft", null, "failed", "report_account_missing"],
    ]);
    expect(server.taken).toEqual([]);
    await Promise.all([sendReports(hereOnly()), sendReports(hereOnly())]);
    await sendReports(hereOnly());
    expect(server.taken).toHaveLength(3);
    expect(new Set(server.taken.map(({ accountId }) => accountId)).size).toBe(3);
    expect((await getBatch(reviewer, id)).notices.map(({ delivery }) => delivery)).toEqual(["sent", "sent", null]);
    const faith = await db().notice.findMany({ where: { state: "sent", platformId: "fediverse" } });
    expect(faith.every(({ goodFaithBy, sentBy }) => goodFaithBy === reviewer.id && sentBy === reviewer.id)).toBe(true);
  });

  it("stay where somebody changed the text after good faith was stated: no report of it is made", async () => {
    const one = await confirmedCase({ reporter: volunteer, platform: "fediverse", handle: "lot_cinq" });
    const id = await started([one], {
      ...{ kind: "notices", noticeKind: "terms_report", channels: { fediverse: "fediverse-in-app" } },
    });
    const [{ number, version } = { number: 0, version: 0 }] = (await ran(id)).notices;
    await mailBatch(reviewer, { id, notices: [{ number, version }] });
    const edit = { explanation: "Ce texte est un autre que celui que la personne a confirmé, et il est assez long." };
    await editNotice(await createActor("reviewer"), { number, version: version + 1, edit });
    expect((await ran(id)).notices[0]).toMatchObject({ state: "draft", mail: "failed", mailReason: "notice_changed" });
    const { rows } = await asOwner("SELECT 1 FROM notice_delivery WHERE case_id = $1", [one.id]);
    expect(rows).toEqual([]);
  });
});
