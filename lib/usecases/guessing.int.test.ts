import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import { isLeft } from "@/lib/db/rate-limits";
import { env } from "@/lib/env";
import { createUser, testPassword } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { signIn } from "./sign-in";

// Counted, not replaced: how much work an answer took is what could tell accounts apart.
const verified = vi.hoisted((): string[] => []);
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<{ verify: (hash: string, password: string) => Promise<boolean> }>();
  return {
    ...real,
    verify: (hash: string, password: string) => {
      verified.push(hash);
      return real.verify(hash, password);
    },
  };
});

let database: TestDatabase;
let place = 0;
const newPlace = () => `192.0.2.${String((place += 1))}`;
const wrong = "this is not the one at all";
const enter = (email: string, password: string, known: string | null = null) =>
  signIn({ email, password, networkAddress: newPlace(), device: "d", requestId: "r", knownDevice: known }).then(
    () => "in",
    (error: unknown) => (error as { reason?: string }).reason ?? String(error),
  );
const inAnotherProcess = async (name: string, key: string, tries: number): Promise<number> => {
  const words = [database.appUrl, env().masterKey, name, key, String(tries)];
  const program = ["lib/cli/run.mjs", "lib/testing/spend-elsewhere.ts", ...words];
  const { stdout } = await promisify(execFile)(process.execPath, program);
  return Number(stdout);
};

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("guessing", () => {
  it("is counted once for all processes, by account as by place", async () => {
    for (const [name, allowed] of [
      ["sign_in_account", 40],
      ["sign_in_address", 60],
    ] as const) {
      const key = randomUUID();
      const [here, one, two] = await Promise.all([
        Promise.all(Array.from({ length: 30 }, () => isLeft(name, key))),
        inAnotherProcess(name, key, 30),
        inAnotherProcess(name, key, 30),
      ]);
      expect(here.filter(Boolean).length + one + two).toBe(allowed);
    }
  }, 60_000);

  it("from elsewhere never keeps the owner out of a browser that the account knows", async () => {
    const owner = await createUser({ password: testPassword });
    const known = randomUUID();
    const flood = await Promise.all(Array.from({ length: 45 }, () => enter(owner.email, wrong)));
    expect(flood.filter((answer) => answer === "sign_in_slowed")).toHaveLength(5);
    expect(await enter(owner.email, testPassword)).toBe("sign_in_slowed");
    expect(await enter(owner.email, testPassword, known)).toBe("in");
    // Again and again, for as long as the flood lasts.
    for (let round = 0; round < 12; round += 1) expect(await enter(owner.email, testPassword, known)).toBe("in");
  });

  it("in a known browser ends after ten tries; it is a stranger from then on, for a quarter of an hour", async () => {
    const owner = await createUser({ password: testPassword });
    const stolen = randomUUID();
    for (let guess = 0; guess < 10; guess += 1)
      expect(await enter(owner.email, wrong, stolen)).toBe("email_or_password");
    await Promise.all(Array.from({ length: 40 }, () => enter(owner.email, wrong)));
    expect(await enter(owner.email, testPassword, stolen)).toBe("sign_in_slowed");
    // A known browser of one account has no tries of its own for another.
    const other = await createUser({ password: testPassword });
    await Promise.all(Array.from({ length: 41 }, () => enter(other.email, wrong)));
    expect(await enter(other.email, testPassword)).toBe("sign_in_slowed");
  });

  it("keeps nobody out for longer than an hour", async () => {
    const owner = await createUser({ password: testPassword });
    await Promise.all(Array.from({ length: 45 }, () => enter(owner.email, wrong)));
    expect(await enter(owner.email, testPassword)).toBe("sign_in_slowed");
    const { rows } = await withClient(database.ownerUrl, (client) =>
      client.query<{ longest: string }>(
        "SELECT max(expire) - extract(epoch FROM now()) * 1000 AS longest FROM rate_limit WHERE key LIKE 'sign_in%'",
      ),
    );
    expect(Number(rows[0]?.longest)).toBeLessThanOrEqual(3600_000);
    await withClient(database.ownerUrl, (client) => client.query("UPDATE rate_limit SET expire = expire - 3600000"));
    expect(await enter(owner.email, testPassword)).toBe("in");
  });
});

describe("the answer to a sign-in", () => {
  it("costs one verification, no more and no less, whoever has the address and whatever stands behind it", async () => {
    const known = await createUser({ password: testPassword });
    const suspended = await createUser({ password: testPassword, status: "suspended" });
    const elsewhere = await createUser();
    await enter("warm@example.org", wrong);
    const cases: [string, string][] = [
      [known.email, wrong],
      ["nobody@example.org", wrong],
      [suspended.email, wrong],
      [suspended.email, testPassword],
      [elsewhere.email, wrong],
    ];
    for (const [email, password] of cases) {
      verified.length = 0;
      expect(await enter(email, password)).toBe("email_or_password");
      // All of the same cost: nobody's hash is made with the parameters of everybody's.
      expect(verified).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)]);
    }
  });
});
