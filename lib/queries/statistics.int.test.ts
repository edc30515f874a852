import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { figures } from "@/lib/domain/statistics";
import { statisticsCsv } from "@/lib/domain/statistics-csv";
import { createActor } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { recordAnswer } from "@/lib/usecases/record-answer";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { sendNotice } from "@/lib/usecases/send-notice";
import { watchUnfounded } from "@/lib/usecases/watch-unfounded";
import { getStatistics, type StatisticsView } from "./get-statistics";
import { listLedgerLines, readLinePlace } from "./list-ledger-lines";

let database: TestDatabase;
let reviewer: UserActor;
let auditor: UserActor;
let volunteer: UserActor;
let admin: UserActor;
const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
  auditor = await createActor("auditor");
  volunteer = await createActor("volunteer");
  admin = await createActor("admin");
  await nameOrganisation();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const told = async (days: number, outcome: Parameters<typeof recordAnswer>[1]["outcome"] | null, cases = 1) => {
  const seeds = [];
  for (let count = 0; count < cases; count += 1) seeds.push(await confirmedCase({ reporter: volunteer }));
  const caseNumbers = seeds.map((one) => one.number);
  const { number } = await prepareNotice(reviewer, { kind: "terms_report", channelId: "x-in-app", caseNumbers });
  const sending = { number, version: 1, format: "form_text" as const, kept: [], reference: "" };
  await sendNotice(reviewer, { ...sending, sentAt: ago(days) });
  if (outcome !== null)
    await recordAnswer(reviewer, { number, outcome, informedOn: ago(days - 1), note: "", caseNumbers: [] });
  return seeds;
};
const all = (filter: Partial<StatisticsView["filter"]> = {}) => getStatistics(reviewer, { period: "365", ...filter });

describe("the figures", () => {
  it("count each account at each recipient once, in the period asked for, and lead to as many rows", async () => {
    await told(10, "account_removed", 3);
    await told(40, "refused");
    await told(50, null, 60);
    const [hidden] = await told(5, "account_removed");
    await safeguardCase(reviewer, { ref: { number: hidden?.number ?? 0 } });
    const { total, lines } = await all();
    expect(total).toMatchObject({
      sent: 64,
      answered: 4,
      removed: 3,
      refused: 1,
      silent: 60,
      unfounded: 0,
      returned: 0,
    });
    expect(total.times.removal).toEqual({ median: 24, p90: 24 });
    expect(lines).toMatchObject([{ platform: "x", track: "stolen_photo_scammer", sent: 64 }]);
    expect((await all({ period: "30" })).total.sent).toBe(3);
    expect((await all({ platform: "telegram" })).total.sent).toBe(0);
    expect((await all({ track: "redirecting_bot" })).lines).toEqual([]);
    for (const figure of figures) {
      const seen = new Set<string>();
      let before: string | null = "";
      while (before !== null) {
        const page = await listLedgerLines(reviewer, {
          filter: { period: "365" },
          figure,
          before: readLinePlace(before),
        });
        for (const row of page.rows) seen.add(`${String(row.notice)}.${String(row.case)}`);
        before = page.next;
      }
      expect(seen.size, figure).toBe(total[figure]);
    }
    expect(statisticsCsv(await all()).split("\r\n")[1]).toMatch(/^x,stolen_photo_scammer,64,/);
  });

  it("are for reviewers, auditors and administrators; their rows for reviewers alone", async () => {
    for (const actor of [reviewer, auditor, admin])
      expect((await getStatistics(actor, { period: "all" })).total.sent).toBeGreaterThan(0);
    await expect(getStatistics(volunteer, { period: "all" })).rejects.toMatchObject({ code: "forbidden" });
    const rows = listLedgerLines(auditor, { filter: { period: "all" }, figure: "sent", before: null });
    await expect(rows).rejects.toMatchObject({ code: "forbidden" });
  });

  it("raise the alarm of unfounded notices once for each rise, to reviewers and administrators", async () => {
    expect(await watchUnfounded()).toBeNull();
    await told(8, "refused_unfounded", 2);
    const toldOf = () => db().notification.count({ where: { kind: "unfounded_rising" } });
    expect(await watchUnfounded()).toBe(40);
    expect(await watchUnfounded()).toBe(40);
    expect(await toldOf()).toBe(2);
    await told(7, "refused_unfounded", 4);
    await watchUnfounded();
    expect(await toldOf()).toBe(4);
  });

  it("are read from one index alone, without a row of the table", async () => {
    await asOwner(`INSERT INTO ledger_line (notice_id, case_id, platform_id, track, channel_id, recipient_kind, sent_at, received_at, answered_at, removed_at, outcome)
      SELECT gen_random_uuid(), gen_random_uuid(), (ARRAY['x', 'instagram', 'telegram', 'tiktok'])[1 + n % 4], (ARRAY['stolen_photo_scammer', 'redirecting_bot'])[1 + n % 2],
        'desk-' || n % 40, 'platform', now() - n * interval '1 minute', now() - n * interval '1 minute' + (n % 90) * interval '1 hour',
        now() - n * interval '1 minute' + (n % 400) * interval '1 hour', NULL, NULL
      FROM generate_series(1, 100000) n`);
    await asOwner("VACUUM ANALYZE ledger_line");
    const { rows } =
      await asOwner(`EXPLAIN SELECT platform_id, track, count(*), count(received_at), count(*) FILTER (WHERE outcome = 'refused')
      FROM ledger_line l WHERE NOT l.is_hidden AND l.sent_at > now() - interval '30 days' GROUP BY 1, 2`);
    expect(JSON.stringify(rows)).toContain("Index Only Scan using ledger_line_figures");
    expect((await all({ period: "all" })).total.sent).toBeGreaterThan(100_000);
  });
});
