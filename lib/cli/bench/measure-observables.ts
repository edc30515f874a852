import { withClient } from "@/lib/cli/postgres/embedded";
import type { UserActor } from "@/lib/domain/access/actor";
import { getCaseObservables } from "@/lib/queries/get-case-observables";
import { loadBulkSamples } from "@/lib/usecases/load-bulk-samples";
import { type BenchDesk, makeBenchDesk } from "./bench-desk";
import { makeBenchPeople } from "./bench-people";
import { percentile, rounded } from "./measures";
import type { Verdict } from "./verdicts";

export interface ObservablesMeasure {
  readonly links: number;
  readonly loadSeconds: number;
  /** A case with one link, and the other cases that have the same: all that its page asks for them, in milliseconds. */
  readonly lookup: { readonly p50: number; readonly p95: number; readonly queries: number };
  /** In how many of them the case with the same link was named. */
  readonly found: number;
}

/** Each has one link, which one other case has too; all other links lie on the rest of the cases. */
const askedCases = 300;
const sampleCases = 5000;

/** Finding who else has a link, among so many, on a scratch database with the product's settings. */
export async function measureObservables(links: number, say: (line: string) => void): Promise<ObservablesMeasure> {
  const desk = await makeBenchDesk(say);
  try {
    const operator = { kind: "operator", requestId: "bench-observables" } as const;
    await loadBulkSamples(operator, { count: sampleCases, seed: 1, until: new Date() });
    const { reader } = await makeBenchPeople(1);
    say(`Loading ${String(links)} links …`);
    const began = performance.now();
    const asked = await load(desk, links, reader.actor);
    const loadSeconds = rounded((performance.now() - began) / 1000);
    // The first ones plan the statement and find nothing in memory.
    await look(reader.actor, asked.slice(0, 30));
    return { links, loadSeconds, ...(await look(reader.actor, asked)) };
  } finally {
    await desk.dispose();
  }
}

/** As the owner, without the trail: it is what a desk pays once for a link. */
async function load(desk: BenchDesk, links: number, actor: UserActor): Promise<string[]> {
  const triggers = (how: "ENABLE" | "DISABLE") =>
    ["audited", "open_case", "only_under_a_mandate"]
      .map((name) => `ALTER TABLE observable ${how} TRIGGER ${name}`)
      .join("; ");
  const columns = "(case_id, kind, subkind, value_key, held, value, source, added_by)";
  return await withClient(desk.ownerUrl, async (client) => {
    await client.query(triggers("DISABLE"));
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM "case" WHERE state IN ('open', 'reopened', 'confirmed', 'notified') ORDER BY number LIMIT $1`,
      [askedCases],
    );
    const asked = rows.map(({ id }) => id);
    const values = [links, actor.id, asked];
    await client.query(
      `WITH others AS (SELECT id, row_number() OVER (ORDER BY number) - 1 AS at FROM "case" WHERE NOT id = ANY ($3::uuid[]))
       INSERT INTO observable ${columns}
       SELECT o.id, 'link', 'link', sha256(convert_to('link ' || n, 'UTF8')), 'clear', 'https://site-' || n || '.example.com/', 'reviewer', ARRAY[$2::uuid]
         FROM generate_series(1, $1::int) AS n JOIN others o ON o.at = n % (SELECT count(*) FROM others)`,
      values,
    );
    // The asked ones share theirs with a case somewhere among them.
    await client.query(
      `INSERT INTO observable ${columns}
       SELECT a.id, 'link', 'link', sha256(convert_to('link ' || n.n, 'UTF8')), 'clear', 'https://site-' || n.n || '.example.com/', 'reviewer', ARRAY[$2::uuid]
         FROM unnest($3::uuid[]) WITH ORDINALITY AS a (id, place), LATERAL (SELECT 1 + (a.place * 7919) % $1::int AS n) AS n`,
      values,
    );
    await client.query(triggers("ENABLE"));
    // What autovacuum does by itself within minutes.
    await client.query("VACUUM ANALYZE observable");
    return asked;
  });
}

async function look(actor: UserActor, asked: readonly string[]) {
  const times: number[] = [];
  let found = 0;
  for (const id of asked) {
    const began = performance.now();
    const seen = await getCaseObservables(actor, { id });
    times.push(performance.now() - began);
    if (seen?.list.some(({ others }) => others.length === 1)) found += 1;
  }
  const lookup = { p50: rounded(percentile(times, 0.5)), p95: rounded(percentile(times, 0.95)), queries: times.length };
  return { lookup, found };
}

export function observablesVerdicts({ links, lookup, found }: ObservablesMeasure): Verdict[] {
  return [
    {
      target: `who else has a link, among ${links.toLocaleString("en")}, in at most 30 ms (p95)`,
      measured: `${String(lookup.p95)} ms`,
      isMet: lookup.p95 <= 30,
    },
    {
      target: "the one other case named each time that the reader may see it",
      measured: `${String(found)} of ${String(lookup.queries)}`,
      isMet: found > 0.8 * lookup.queries,
    },
  ];
}
