import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { ledgerPeriod } from "@/lib/domain/ledger-months";
import { figures } from "@/lib/domain/statistics";
import { statisticsCsv } from "@/lib/domain/statistics-csv";
import { SeededRandom } from "@/lib/domain/sample/random";
import { createActor } from "@/lib/testing/factories";
import { caseNow, confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { eraseCase } from "@/lib/usecases/erase-case";
import { eraseSamples } from "@/lib/usecases/erase-samples";
import { loadSamples } from "@/lib/usecases/load-samples";
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

async function sentRows(): Promise<number> {
  const [filter, figure] = [{ period: "365" }, "sent"] as const;
  let count = 0;
  for (let before: string | null = ""; before !== null;) {
    const page = await listLedgerLines(reviewer, { filter, figure, before: readLinePlace(before) });
    count += page.rows.length;
    before = page.next;
  }
  return count;
}

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

  it("lead to every row where a whole page was sent in one millisecond, and in one microsecond of it", async () => {
    const seeds = await told(20, "restricted", 60);
    const at = "2026-01-02T03:04:05.678912Z";
    const ids = seeds.map((one) => one.id);
    await asOwner("UPDATE ledger_line SET sent_at = $1 WHERE case_id = ANY ($2)", [at, ids]);
    const seen: number[] = [];
    let before: string | null = "";
    while (before !== null) {
      const place = readLinePlace(before);
      const page = await listLedgerLines(reviewer, { filter: { period: "all" }, figure: "sent", before: place });
      seen.push(...page.rows.map((row) => row.case));
      before = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const wanted = seeds.map((one) => one.number);
    expect(seen.filter((number) => wanted.includes(number))).toEqual(wanted.toSorted((a, b) => b - a));
  });

  it.each(["", "2026-02-31", "2026-13-01T00:00:00.000000Z_1_1", "0000-01-01T00:00:00.000000Z_1_1", "x_1_1"])(
    "begin with the first row where the place %j is none",
    (place) => expect(readLinePlace(place)).toBeNull(),
  );

  it("show the rows below a 31st of February as those below the day that it is", async () => {
    const before = readLinePlace("2026-02-31T00:00:00.000001Z_1_1");
    expect(before?.at).toBe("2026-03-03T00:00:00.000001Z");
    await listLedgerLines(reviewer, { filter: { period: "all" }, figure: "sent", before });
  });

  it("keep what was sent about a case that was erased, and list it no more; of samples they keep nothing once these are erased", async () => {
    const [gone] = await told(6, "refused");
    const [before, rows] = [(await all()).total, await sentRows()];
    const protection = await createActor("protection");
    const { version } = await caseNow(gone?.id ?? "");
    await eraseCase(protection, {
      ref: { id: gone?.id ?? "" },
      expectedVersion: version,
      reason: "request_of_the_person",
    });
    expect([(await all()).total, await sentRows()]).toEqual([before, rows - 1]);
    await loadSamples(admin);
    expect((await all()).total.sent).toBeGreaterThan(before.sent);
    await eraseSamples(admin);
    expect([(await all()).total, await sentRows()]).toEqual([before, rows - 1]);
  });
});

describe("the counts of whole months", () => {
  const random = new SeededRandom(20_261_122);
  const whole = (below: number) => random.between(0, below - 1);
  const one = (...list: [string, ...string[]]) => random.pick(list);
  const day = "interval '1 day'";

  /** Each from the single lines, as the page would count them without any count kept. */
  const fromLines = async (days: number | null) => {
    const { rows } = await asOwner(
      `SELECT platform_id AS platform, track, count(*)::int AS sent, count(received_at)::int AS received, count(answered_at)::int AS answered,
         count(removed_at)::int AS removed, count(*) FILTER (WHERE outcome LIKE 'refused%')::int AS refused,
         count(*) FILTER (WHERE outcome = 'refused_unfounded')::int AS unfounded, count(returned_at)::int AS returned,
         count(*) FILTER (WHERE outcome = 'no_answer' OR (outcome IS NULL AND sent_at < now() - interval '14 days'))::int AS silent,
         percentile_disc(0.5) WITHIN GROUP (ORDER BY floor(extract(epoch FROM answered_at - sent_at) / 3600)) FILTER (WHERE answered_at >= sent_at)::int AS median,
         percentile_disc(0.9) WITHIN GROUP (ORDER BY floor(extract(epoch FROM removed_at - sent_at) / 3600)) FILTER (WHERE removed_at >= sent_at)::int AS p90
       FROM ledger_line WHERE NOT is_hidden AND ($1::int IS NULL OR sent_at > now() - make_interval(days => $1)) GROUP BY 1, 2 ORDER BY 1, 2`,
      [days],
    );
    return rows.map((row: object) => ({ ...row }));
  };
  const fromPage = async (period: "30" | "90" | "365" | "all") =>
    (await getStatistics(reviewer, { period })).lines
      .map(({ times, ...line }) => ({ ...line, median: times.answer?.median ?? null, p90: times.removal?.p90 ?? null }))
      .sort((a, b) => (`${a.platform} ${a.track}` < `${b.platform} ${b.track}` ? -1 : 1));

  /** A few hundred lines written, changed, hidden, shown, erased in any order, folded now and then. */
  const stir = async () => {
    const some = `notice_id IN (SELECT notice_id FROM ledger_line WHERE channel_id = 'stirred' ORDER BY random() LIMIT ${String(1 + whole(30))})`;
    const at = `sent_at + ${String(whole(900))} * interval '37 minutes' - interval '2 hours'`;
    await asOwner(
      one(
        `INSERT INTO ledger_line (notice_id, case_id, platform_id, track, channel_id, recipient_kind, sent_at, is_hidden)
         SELECT gen_random_uuid(), gen_random_uuid(), '${one("x", "instagram", "telegram")}', '${one("stolen_photo_scammer", "redirecting_bot")}',
           'stirred', 'platform', now() - ${String(whole(800))} * ${day} - n * interval '5 hours', n % 9 = 0 FROM generate_series(1, ${String(10 + whole(60))}) n`,
        `UPDATE ledger_line SET received_at = ${at} WHERE ${some}`,
        `UPDATE ledger_line SET answered_at = ${at}, outcome = '${one("refused", "refused_unfounded", "no_answer", "restricted")}' WHERE ${some}`,
        `UPDATE ledger_line SET answered_at = ${at}, removed_at = ${at}, outcome = 'account_removed' WHERE ${some}`,
        `UPDATE ledger_line SET returned_at = now(), removed_at = NULL WHERE ${some}`,
        `UPDATE ledger_line SET is_hidden = NOT is_hidden, track = 'redirecting_bot' WHERE ${some}`,
        `DELETE FROM ledger_line WHERE ${some} AND random() < 0.3`,
        "SELECT fold_ledger_counts()",
      ),
    );
  };

  it("and the lines at their edges give what all the lines give, whatever was written, changed, hidden or erased", async () => {
    for (let round = 0; round < 12; round += 1) {
      for (let step = 0; step < 20; step += 1) await stir();
      for (const period of ["30", "90", "365", "all"] as const)
        expect(await fromPage(period), `round ${String(round)}, ${period}`).toEqual(
          await fromLines(period === "all" ? null : Number(period)),
        );
    }
    const { rows } = await asOwner("SELECT count(*)::int AS count FROM ledger_line WHERE channel_id = 'stirred'");
    expect(rows).toMatchObject([{ count: expect.toSatisfy((count: number) => count > 500) as number }]);
  });

  it("fold into one row each, with none that counts nothing, and change no figure by it", async () => {
    const before = await fromPage("all");
    await asOwner("SELECT fold_ledger_counts()");
    const state = `SELECT (SELECT count(*) FROM ledger_count_delta)::int AS deltas, (SELECT count(*) FROM ledger_count WHERE value <= 0)::int AS empty`;
    expect((await asOwner(state)).rows).toEqual([{ deltas: 0, empty: 0 }]);
    const counts = async (): Promise<unknown> =>
      (
        await asOwner(
          "SELECT month::text, platform_id, track, fact, hours, value FROM ledger_count ORDER BY 1, 2, 3, 4, 5",
        )
      ).rows;
    const kept = await counts();
    await asOwner("SELECT recount_ledger()");
    expect(await counts()).toEqual(kept);
    expect(await fromPage("all")).toEqual(before);
  });

  it("cannot be written by the application, nor made anew", async () => {
    for (const statement of [
      "UPDATE ledger_count SET value = 0",
      "INSERT INTO ledger_count_delta (month, platform_id, track, fact, hours, delta) VALUES (now(), 'x', 'redirecting_bot', 'sent', 0, 5)",
      "SELECT recount_ledger()",
    ])
      await expect(db().$executeRawUnsafe(statement), statement).rejects.toThrow(/permission denied/);
  });

  it("are what a page of everything reads, with single lines of at most the newest weeks, from one index", async () => {
    await asOwner(`INSERT INTO ledger_line (notice_id, case_id, platform_id, track, channel_id, recipient_kind, sent_at, received_at, answered_at, removed_at, outcome)
      SELECT gen_random_uuid(), gen_random_uuid(), (ARRAY['x', 'instagram', 'telegram', 'tiktok'])[1 + n % 4], (ARRAY['stolen_photo_scammer', 'redirecting_bot'])[1 + n % 2],
        'desk-' || n % 40, 'platform', now() - n * interval '10 minutes', now() - n * interval '10 minutes' + (n % 90) * interval '1 hour',
        now() - n * interval '10 minutes' + (n % 400) * interval '1 hour', NULL, NULL
      FROM generate_series(1, 100000) n`);
    await asOwner("SELECT fold_ledger_counts()");
    await asOwner("VACUUM ANALYZE ledger_line");
    const { from, first, last } = ledgerPeriod(null, new Date());
    const { rows } = await asOwner(
      `EXPLAIN (ANALYZE, FORMAT JSON) SELECT platform_id, track, count(*), count(received_at), count(*) FILTER (WHERE outcome = 'refused') FROM (
         SELECT * FROM ledger_line WHERE NOT is_hidden AND sent_at > $1 AND sent_at < $2
         UNION ALL SELECT * FROM ledger_line WHERE NOT is_hidden AND sent_at > $1 AND sent_at >= $3) l GROUP BY 1, 2`,
      [from, first, last],
    );
    const plan = JSON.stringify(rows);
    expect(plan.match(/"Index Name":"[^"]+"/g)).toEqual(Array(2).fill('"Index Name":"ledger_line_figures"'));
    expect(plan).not.toContain('"Node Type":"Seq Scan"');
    const read = [...plan.matchAll(/"Node Type":"Index Only Scan".*?"Actual Rows":([\d.]+)/g)].map((found) =>
      Number(found[1]),
    );
    expect(read).toHaveLength(2);
    expect(Math.max(...read)).toBeLessThan(10_000);
    expect((await all({ period: "all" })).total.sent).toBeGreaterThan(100_000);
  });
});
