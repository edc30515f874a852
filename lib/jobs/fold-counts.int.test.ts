import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { createActor, createCase } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { recurringJobs } from "./recurring";

let database: TestDatabase;
let reporter: UserActor;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reporter = await createActor("volunteer");
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

interface Counted {
  readonly job: string;
  /** Writes lines, of which some take away what others added. */
  readonly write: () => Promise<unknown>;
  /** A row of the counts that every fold changes. */
  readonly held: string;
  readonly deltas: string;
  /** What is told: the counts, with what was not folded yet. */
  readonly kept: string;
  /** The same, from every line. */
  readonly lines: string;
}
const ledgerLine = (count: number) =>
  asOwner(
    `INSERT INTO ledger_line (notice_id, case_id, platform_id, track, channel_id, recipient_kind, sent_at)
     SELECT gen_random_uuid(), gen_random_uuid(), 'x', 'redirecting_bot', 'folded', 'platform', '2026-03-10'::timestamptz + n * interval '7 hours'
       FROM generate_series(1, $1::int) n`,
    [count],
  );
const all: readonly Counted[] = [
  {
    job: "fold_counts",
    write: async () => {
      for (let made = 0; made < 6; made += 1) await createCase({ reporter, state: made % 2 === 0 ? "open" : "closed" });
      await asOwner(`UPDATE "case" SET life = 2 WHERE number % 3 = 0`);
    },
    held: "SELECT 1 FROM case_count WHERE bucket = 'active' FOR UPDATE",
    deltas: "SELECT count(*)::int AS count FROM case_count_delta",
    kept: `SELECT bucket AS fact, sum(value)::int AS value FROM (SELECT bucket, value FROM case_count UNION ALL SELECT bucket, delta FROM case_count_delta) k
           GROUP BY 1 HAVING sum(value) <> 0 ORDER BY 1`,
    lines: `SELECT b AS fact, count(*)::int AS value FROM "case" c, unnest(case_buckets(c.state, c.queue, c.is_active, c.life)) b GROUP BY 1 ORDER BY 1`,
  },
  {
    job: "fold_ledger",
    write: async () => {
      await ledgerLine(9);
      const some =
        "notice_id IN (SELECT notice_id FROM ledger_line WHERE channel_id = 'folded' ORDER BY notice_id LIMIT 4)";
      await asOwner(
        `UPDATE ledger_line SET answered_at = sent_at + interval '30 hours', outcome = 'refused' WHERE ${some}`,
      );
      await asOwner(`UPDATE ledger_line SET is_hidden = NOT is_hidden WHERE ${some}`);
    },
    held: "SELECT 1 FROM ledger_count WHERE month = '2026-03-01' AND platform_id = 'x' AND fact = 'sent' FOR UPDATE",
    deltas: "SELECT count(*)::int AS count FROM ledger_count_delta",
    kept: `SELECT concat_ws(' ', month, platform_id, track, fact, hours) AS fact, sum(value)::int AS value FROM (
             SELECT month, platform_id, track, fact, hours, value FROM ledger_count
             UNION ALL SELECT month, platform_id, track, fact, hours, delta FROM ledger_count_delta) k GROUP BY 1 HAVING sum(value) <> 0 ORDER BY 1`,
    lines: `SELECT concat_ws(' ', f.month, f.platform_id, f.track, f.fact, f.hours) AS fact, count(*)::int AS value
              FROM ledger_line l, ledger_facts(l) f GROUP BY 1 ORDER BY 1`,
  },
];

describe.each(all)("$job, whose worker is killed as it folds", ({ job, write, held, deltas, kept, lines }) => {
  const fold = async () => recurringJobs.find(({ name }) => name === job)?.run();
  const rows = async (text: string) => (await asOwner(text)).rows as object[];
  const waits = async () => ((await rows(deltas)) as { count: number }[])[0]?.count ?? 0;

  it("leaves every figure as the lines have it, before, while it hangs, after, and once another worker has folded; none is lost or counted twice", async () => {
    await write();
    await fold();
    expect(await waits()).toBe(0);
    await write();
    const unfolded = await waits();
    expect(unfolded).toBeGreaterThan(0);
    await withClient(database.superuserUrl, async (other) => {
      await other.query("BEGIN");
      expect((await other.query(held)).rowCount).toBe(1);
      const worker = fold().then(
        () => "done",
        () => "killed",
      );
      // It has deleted what it folds, and waits for the row that somebody else holds.
      const pid = await waitingSession();
      expect(await rows(kept)).toEqual(await rows(lines));
      // Another worker finds it at work and leaves it alone; meanwhile people go on.
      await fold();
      await write();
      expect(await rows(kept)).toEqual(await rows(lines));
      await other.query("SELECT pg_terminate_backend($1)", [pid]);
      expect(await worker).toBe("killed");
      await other.query("ROLLBACK");
    });
    expect(await waits()).toBeGreaterThan(unfolded);
    expect(await rows(kept)).toEqual(await rows(lines));
    await fold();
    expect(await waits()).toBe(0);
    expect(await rows(kept)).toEqual(await rows(lines));
  });
});

/** The desk's session that waits for a row, once there is one. */
async function waitingSession(): Promise<number> {
  const sql = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'fold_'`;
  return withClient(database.superuserUrl, async (client) => {
    for (const end = Date.now() + 5000; Date.now() < end;) {
      const { rows } = await client.query<{ pid: number }>(sql);
      if (rows[0]) return rows[0].pid;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("Nobody waits.");
  });
}
