import { randomBytes, randomInt } from "node:crypto";
import type { Client } from "pg";
import { withClient } from "@/lib/cli/postgres/embedded";
import { loadBulkSamples } from "@/lib/usecases/load-bulk-samples";
import { makeBenchDesk, type BenchDesk } from "./bench-desk";
import { percentile, rounded } from "./measures";
import type { Verdict } from "./verdicts";

export interface MatchingMeasure {
  readonly hashes: number;
  readonly loadSeconds: number;
  /** One picture with its eight orientations, in milliseconds. */
  readonly indexed: { readonly p50: number; readonly p95: number; readonly queries: number };
  readonly byScan: { readonly p50: number; readonly p95: number; readonly queries: number };
  /** Pairs that the scan found, and whether the index gave the same ones. */
  readonly pairs: number;
  readonly isEqual: boolean;
}

const queries = 300;
/** A scan of a million takes two seconds; half of them have something to find. */
const scans = 40;
const bytes = 32;
const orientations = 8;

/** The search for the same picture among so many, beside a scan of all of them, on a scratch database with the product's settings. */
export async function measureMatching(hashes: number, say: (line: string) => void): Promise<MatchingMeasure> {
  const desk = await makeBenchDesk(say);
  try {
    await loadBulkSamples({ kind: "operator", requestId: "bench-matching" }, { count: 1, seed: 1, until: new Date() });
    say(`Loading ${String(hashes)} fingerprints …`);
    const began = performance.now();
    await load(desk, hashes);
    const loadSeconds = rounded((performance.now() - began) / 1000);
    return await withClient(desk.appUrl, async (client) => ({
      hashes,
      loadSeconds,
      ...(await compare(client, await someQueries(client))),
    }));
  } finally {
    await desk.dispose();
  }
}

/** As the owner, without the trail and without the lock of the case for each: they are what a desk pays once for a picture. */
async function load(desk: BenchDesk, hashes: number): Promise<void> {
  const triggers = (how: "ENABLE" | "DISABLE") =>
    ["audited", "open_evidence"].map((name) => `ALTER TABLE fingerprint ${how} TRIGGER ${name}`).join("; ");
  await withClient(desk.ownerUrl, async (client) => {
    await client.query(triggers("DISABLE"));
    await client.query(
      `INSERT INTO fingerprint (case_id, kind, hash, quality)
       SELECT (SELECT id FROM "case" LIMIT 1), 'banner', ('x' || encode(sha256(convert_to(random()::text || n, 'UTF8')), 'hex'))::bit(256), 100
         FROM generate_series(1, $1::int) AS n`,
      [hashes],
    );
    await client.query(triggers("ENABLE"));
    // What autovacuum does by itself within minutes: the index alone answers only for pages that it has seen.
    await client.query("VACUUM ANALYZE fingerprint");
  });
}

/** Every other one has an orientation that lies up to 40 bits from something that is kept. */
async function someQueries(client: Client): Promise<string[][]> {
  const { rows } = await client.query<{ hash: string }>(
    `SELECT encode(substring(varbit_send(hash) FROM 5), 'hex') AS hash FROM fingerprint LIMIT $1`,
    [queries],
  );
  return rows.map(({ hash }, at) => {
    const eight = Array.from({ length: orientations }, () => randomBytes(bytes).toString("hex"));
    if (at % 2 === 0) eight[randomInt(orientations)] = moved(hash, at % 41);
    return eight;
  });
}

function moved(hash: string, distance: number): string {
  const changed = Buffer.from(hash, "hex");
  const left = Array.from({ length: bytes * 8 }, (_, bit) => bit);
  for (let count = 0; count < distance; count += 1) {
    const [bit = 0] = left.splice(randomInt(left.length), 1);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  }
  return changed.toString("hex");
}

const given = `ARRAY(SELECT ('x' || one)::bit(256) FROM unnest($1::text[]) WITH ORDINALITY AS g (one, place) ORDER BY place)`;
const byIndex = `SELECT id, distance FROM find_fingerprints(${given}) ORDER BY 1`;
const byScan = `SELECT f.id, min(bit_count(f.hash # g.hash))::int AS distance FROM fingerprint f, unnest(${given}) AS g (hash)
  WHERE f.quality >= 50 AND bit_count(f.hash # g.hash) <= 31 GROUP BY 1 ORDER BY 1`;

async function compare(client: Client, asked: readonly string[][]) {
  const run = async (sql: string, some: readonly string[][]) => {
    const [times, found]: [number[], string[]] = [[], []];
    let pairs = 0;
    for (const eight of some) {
      const began = performance.now();
      const { rows } = await client.query<{ id: string; distance: number }>(sql, [eight]);
      times.push(performance.now() - began);
      pairs += rows.length;
      found.push(JSON.stringify(rows));
    }
    const figures = {
      p50: rounded(percentile(times, 0.5)),
      p95: rounded(percentile(times, 0.95)),
      queries: some.length,
    };
    return { figures, found, pairs };
  };
  // The first ones find nothing in memory, and plan the statement.
  await run(byIndex, asked.slice(0, 30));
  const indexed = await run(byIndex, asked);
  const scanned = await run(byScan, asked.slice(0, scans));
  return {
    indexed: indexed.figures,
    byScan: scanned.figures,
    pairs: scanned.pairs,
    isEqual: scanned.found.every((rows, at) => rows === indexed.found[at]),
  };
}

export function matchingVerdicts({ hashes, indexed, pairs, isEqual }: MatchingMeasure): Verdict[] {
  return [
    {
      target: `one picture in eight orientations among ${hashes.toLocaleString("en")} in at most 30 ms (p95)`,
      measured: `${String(indexed.p95)} ms`,
      isMet: indexed.p95 <= 30,
    },
    {
      target: "the same pairs as by brute force",
      measured: `${String(pairs)} pairs, ${isEqual ? "equal" : "not equal"}`,
      isMet: isEqual,
    },
  ];
}
