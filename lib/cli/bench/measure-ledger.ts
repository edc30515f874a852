import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { withClient } from "@/lib/cli/postgres/embedded";
import { momentSql } from "@/lib/db/moment-sql";
import type { UserActor } from "@/lib/domain/access/actor";
import { getStatistics } from "@/lib/queries/get-statistics";
import { listLedgerLines, type LinePlace } from "@/lib/queries/list-ledger-lines";
import { listNotices } from "@/lib/queries/list-notices";
import { loadBulkSamples } from "@/lib/usecases/load-bulk-samples";
import { makeBenchDesk, type BenchDesk } from "./bench-desk";
import { withoutTrail } from "./measure-trail";
import { percentile, rounded } from "./measures";
import type { Verdict } from "./verdicts";

interface LedgerFigure {
  readonly what: string;
  readonly p50: number;
  readonly p95: number;
  readonly rounds: number;
  /** What it may take, in milliseconds (p95). */
  readonly target: number;
}

export interface LedgerMeasure {
  readonly lines: number;
  readonly loadSeconds: number;
  readonly figures: readonly LedgerFigure[];
}

/** Nobody in particular: what is measured only reads, and asks for no more than the role. */
const reader: UserActor = {
  kind: "user",
  id: randomUUID(),
  pseudonym: "bench",
  roles: ["reviewer"],
  requestId: "bench-ledger",
};
const rounds = 40;
/** As many notices as a case has on average that was told of again and again. */
const noticesACase = 50;
/** A page that somebody waits for, and figures over a year or over everything. */
const pageMs = 200;
const wideMs = 1000;

/** The figures of /statistics, the rows behind them and the list of notices, on a ledger of so many lines, a notice for each. */
export async function measureLedger(lines: number, say: (line: string) => void): Promise<LedgerMeasure> {
  const desk = await makeBenchDesk(say);
  try {
    const cases = Math.max(100, Math.round(lines / noticesACase));
    await withoutTrail(desk, () =>
      loadBulkSamples({ kind: "operator", requestId: "bench-ledger" }, { count: cases, seed: 1, until: new Date() }),
    );
    say(`Loading ${String(lines)} lines of the ledger …`);
    const began = performance.now();
    await withClient(desk.ownerUrl, (client) => load(client, lines));
    const loadSeconds = rounded((performance.now() - began) / 1000);
    say("Measuring …");
    return { lines, loadSeconds, figures: await measure(desk) };
  } finally {
    await desk.dispose();
  }
}

/** As the owner and without the triggers: what they cost is paid once for a notice. The lines are what the triggers would write. */
async function load(client: Client, lines: number): Promise<void> {
  const tables = ["notice", "notice_case", "ledger_line"];
  const read = [...tables, "ledger_count"];
  const triggers = (how: "ENABLE" | "DISABLE") =>
    tables.map((table) => `ALTER TABLE ${table} ${how} TRIGGER USER`).join("; ");
  await client.query(triggers("DISABLE"));
  // Over three years; a tenth waits, three tenths are received, the rest is answered within days, and one in ten of these came back.
  await client.query(
    `CREATE TEMPORARY TABLE plan AS
     WITH chosen AS (SELECT id, platform_id, track, row_number() OVER (ORDER BY id) - 1 AS place FROM "case"
                      WHERE state NOT IN ('safeguarding', 'erased', 'authentic')),
          desk AS (SELECT DISTINCT ON (platform_id) platform_id, id FROM channel WHERE platform_id IS NOT NULL ORDER BY platform_id, id)
     SELECT gen_random_uuid() AS notice_id, c.id AS case_id, c.platform_id, c.track, d.id AS channel_id, at.sent_at,
       CASE WHEN n % 10 >= 1 THEN at.sent_at + make_interval(hours => (n * 7) % 90) END AS received_at,
       CASE WHEN n % 10 >= 4 THEN at.sent_at + make_interval(hours => 24 + (n * 13) % 500) END AS answered_at,
       CASE WHEN n % 10 < 4 THEN NULL WHEN n % 10 = 4 THEN CASE WHEN n % 30 = 4 THEN 'refused_unfounded' ELSE 'refused' END ELSE 'account_removed' END AS outcome,
       n
     FROM generate_series(0, $1::integer - 1) AS n
     JOIN chosen c ON c.place = n % (SELECT count(*) FROM chosen) JOIN desk d ON d.platform_id = c.platform_id
     CROSS JOIN LATERAL (SELECT now() - make_interval(secs => n::float8 * 94608000 / $1::integer) AS sent_at) at`,
    [lines],
  );
  await client.query(
    `INSERT INTO notice (id, kind, platform_id, channel_id, language, state, prepared_at, sent_at, received_at)
     SELECT notice_id, 'terms_report', platform_id, channel_id, 'en',
       CASE WHEN answered_at IS NOT NULL THEN 'answered' WHEN received_at IS NOT NULL THEN 'received' ELSE 'sent' END, sent_at, sent_at, received_at
     FROM plan ORDER BY n DESC`,
  );
  await client.query(
    `INSERT INTO notice_case (notice_id, case_id, position, outcome, informed_on, complaint_deadline)
     SELECT notice_id, case_id, 1, outcome, answered_at, answered_at + interval '6 months' FROM plan`,
  );
  await client.query(
    `INSERT INTO ledger_line (notice_id, case_id, platform_id, track, channel_id, recipient_kind, sent_at, received_at, answered_at, removed_at, returned_at, outcome)
     SELECT notice_id, case_id, platform_id, track, channel_id, 'platform', sent_at, received_at, answered_at,
       CASE WHEN outcome = 'account_removed' THEN answered_at END,
       CASE WHEN outcome = 'account_removed' AND n % 100 < 10 THEN answered_at + interval '9 days' END, outcome
     FROM plan`,
  );
  await client.query(triggers("ENABLE"));
  await client.query("SELECT recount_ledger()");
  // What autovacuum does by itself within minutes: the index alone answers only for pages that it has seen.
  for (const table of read) await client.query(`VACUUM ANALYZE ${table}`);
}

async function measure(desk: BenchDesk): Promise<LedgerFigure[]> {
  const deep = await deepPlaces(desk);
  const asked: readonly (readonly [what: string, target: number, run: () => Promise<unknown>])[] = [
    ["figures, 30 days", pageMs, () => getStatistics(reader, { period: "30" })],
    ["figures, 365 days", wideMs, () => getStatistics(reader, { period: "365" })],
    ["figures, everything", wideMs, () => getStatistics(reader, { period: "all" })],
    [
      "figures of one platform, everything",
      wideMs,
      () => getStatistics(reader, { period: "all", platform: "instagram" }),
    ],
    ["rows behind a figure, first page", pageMs, () => rowsBehind(null)],
    ["rows behind a figure, in the middle", pageMs, () => rowsBehind(deep.line)],
    ["rows behind a rare figure, first page", pageMs, () => rareRows()],
    ["list of notices, first page", pageMs, () => listNotices(reader, { view: "all", before: null })],
    ["list of notices, in the middle", pageMs, () => listNotices(reader, { view: "all", before: deep.notice })],
    ["notices that wait, first page", pageMs, () => listNotices(reader, { view: "waiting", before: null })],
    ["notices that are overdue, first page", pageMs, () => listNotices(reader, { view: "overdue", before: null })],
  ];
  const figures: LedgerFigure[] = [];
  for (const [what, target, run] of asked) {
    // The first ones find nothing in memory, and plan the statement.
    for (let round = 0; round < 3; round += 1) await run();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await run();
      times.push(performance.now() - began);
    }
    figures.push({ what, target, rounds, p50: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)) });
  }
  return figures;
}

const rowsBehind = (before: LinePlace | null) =>
  listLedgerLines(reader, { filter: { period: "all" }, figure: "sent", before });
const rareRows = () => listLedgerLines(reader, { filter: { period: "all" }, figure: "unfounded", before: null });

/** Half-way down both lists. */
async function deepPlaces({ ownerUrl }: BenchDesk) {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ at: string; notice: number; case: number }>(
      `SELECT ${momentSql("l.sent_at")} AS at, n.number::float8 AS notice, c.number::float8 AS case
       FROM ledger_line l JOIN notice n ON n.id = l.notice_id JOIN "case" c ON c.id = l.case_id
       WHERE n.number = (SELECT (min(number) + max(number)) / 2 FROM notice)`,
    );
    const [line] = rows;
    return { line: line ?? null, notice: line?.notice ?? null };
  });
}

export const ledgerVerdicts = ({ lines, figures }: LedgerMeasure): Verdict[] =>
  figures.map(({ what, p95, target }) => ({
    target: `${what}, of ${lines.toLocaleString("en")} lines in at most ${String(target)} ms (p95)`,
    measured: `${String(p95)} ms`,
    isMet: p95 <= target,
  }));
