import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { distanceOf } from "@/lib/domain/fingerprints/pdq";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The same in every run; each bit as likely as not. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
const random = randomNumbers(20261122);
const anyHash = (): string => Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join("");

function withBitsFlipped(hash: string, bits: readonly number[]): string {
  const digits = [...hash].map((digit) => Number.parseInt(digit, 16));
  for (const bit of bits) digits[bit >> 2] = (digits[bit >> 2] ?? 0) ^ (8 >> (bit & 3));
  return digits.map((digit) => digit.toString(16)).join("");
}
function someBits(count: number, from: readonly number[]): number[] {
  const left = [...from];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0);
}

interface Kept {
  readonly id: string;
  readonly hash: string;
}
/** Of banks that are not there, past every rule: here the index alone is asked. */
async function keep(hashes: readonly string[], quality = 100): Promise<Kept[]> {
  return await withClient(database.superuserUrl, async (client) => {
    await client.query("SET session_replication_role = replica");
    const { rows } = await client.query<Kept>(
      `INSERT INTO fingerprint (bank_id, kind, hash, quality) SELECT gen_random_uuid(), 'bank', ('x' || one)::bit(256), $2
       FROM unnest($1::text[]) AS one RETURNING id, encode(substring(varbit_send(hash) FROM 5), 'hex') AS hash`,
      [hashes, quality],
    );
    return rows;
  });
}
async function found(turned: readonly string[]) {
  return await withClient(database.appUrl, async (client) => {
    const { rows } = await client.query<{ id: string; turn: number; distance: number }>(
      `SELECT * FROM find_fingerprints(ARRAY(SELECT ('x' || one)::bit(256) FROM unnest($1::text[]) WITH ORDINALITY AS g (one, place) ORDER BY place))`,
      [turned],
    );
    return new Map(rows.map(({ id, turn, distance }) => [id, { turn, distance }]));
  });
}
/** What the index has to give: every one against every one. */
function byBruteForce(turned: readonly string[], kept: readonly Kept[]) {
  const pairs = kept.map(({ id, hash }) => {
    const distances = turned.map((one) => distanceOf(one, hash));
    const distance = Math.min(...distances);
    return [id, { turn: distances.indexOf(distance), distance }] as const;
  });
  return new Map(pairs.filter(([, { distance }]) => distance <= 31));
}

describe("the search for the same picture", () => {
  it("finds near pictures at every distance up to 31 and none beyond, wherever the differing bits lie", async () => {
    const every = Array.from({ length: 256 }, (_, bit) => bit);
    const queries = Array.from({ length: 12 }, anyHash);
    const near = queries.flatMap((query, at) => [
      // Anywhere; as evenly as can be over the chunks; and all in the chunks that come last, or first.
      ...Array.from({ length: 41 }, (_, distance) => withBitsFlipped(query, someBits(distance, every))),
      ...Array.from({ length: 41 }, (_, distance) =>
        withBitsFlipped(
          query,
          Array.from({ length: distance }, (_each, one) => 16 * ((one + at) % 16) + Math.floor(one / 16)),
        ),
      ),
      ...Array.from({ length: 41 }, (_, distance) => withBitsFlipped(query, someBits(distance, every.slice(16 * at)))),
      ...Array.from({ length: 41 }, (_, distance) =>
        withBitsFlipped(query, someBits(distance, every.slice(0, 256 - 16 * at))),
      ),
    ]);
    const kept = await keep([...near, ...Array.from({ length: 3000 }, anyHash)]);
    for (const query of queries) {
      const expected = byBruteForce([query], kept);
      expect(expected.size).toBeGreaterThanOrEqual(4 * 32);
      expect(await found([query])).toEqual(expected);
    }
  });

  it("spreads 31 differing bits so that one chunk differs in one bit alone, and still finds it; 32 are not found", async () => {
    for (let lone = 0; lone < 16; lone++) {
      const query = anyHash();
      const bits = Array.from({ length: 16 }, (_, chunk) =>
        chunk === lone ? [16 * chunk + 3] : [16 * chunk + 1, 16 * chunk + 9],
      );
      const at31 = withBitsFlipped(query, bits.flat());
      const at32 = withBitsFlipped(at31, [16 * lone + 12]);
      const [near] = await keep([at31, at32]);
      expect(await found([query])).toEqual(new Map([[near?.id, { turn: 0, distance: 31 }]]));
    }
  });

  it("compares all eight orientations, and says which one was nearest", async () => {
    const eight = Array.from({ length: 8 }, anyHash);
    const kept = await keep(
      eight.map((one, turn) => withBitsFlipped(one, someBits(turn, [0, 20, 40, 60, 80, 100, 120, 140]))),
    );
    expect(await found(eight)).toEqual(new Map(kept.map(({ id }, turn) => [id, { turn, distance: turn }])));
  });

  it("never finds a picture of a quality below 50", async () => {
    const hash = anyHash();
    await keep([hash], 49);
    const [good] = await keep([hash], 50);
    expect([...(await found([hash])).keys()]).toEqual([good?.id]);
  });
});

const lists = path.resolve("../shared/fixtures/pdq/reg-test-input");
describe.skipIf(!existsSync(lists))(
  "the published needles and haystack (skipped where the fixtures are not there)",
  () => {
    it("give exactly the pairs that brute force gives", async () => {
      const read = (name: string) =>
        readFileSync(path.join(lists, name), "utf8")
          .split("\n")
          .flatMap((line) => /[0-9a-f]{64}/i.exec(line)?.[0].toLowerCase() ?? []);
      const haystack = await keep(read("haystack.txt"));
      const ids = new Set(haystack.map(({ id }) => id));
      const needles = read("needles.txt");
      expect(needles.length).toBeGreaterThan(0);
      let pairs = 0;
      for (const needle of needles) {
        const expected = byBruteForce([needle], haystack);
        pairs += expected.size;
        expect(new Map([...(await found([needle]))].filter(([id]) => ids.has(id)))).toEqual(expected);
      }
      expect(pairs).toBeGreaterThan(0);
    });
  },
);
