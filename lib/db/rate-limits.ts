import "server-only";
import { createHmac } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { translated } from "./change";
import { db } from "./client";

interface Limit {
  points: number;
  durationSeconds: number;
  /** Of the refusal: message `errors.reason.<reason>`. */
  reason: string;
}

const minute = 60;
const hour = 3600;

/**
 * How often what may be tried. Guessing one account from one place is slowed first; the account as a whole later, so that a
 * stranger's tries do not shut its owner out; and one place that tries many accounts.
 */
export const rateLimits = {
  sign_in_pair: { points: 6, durationSeconds: 15 * minute, reason: "sign_in_slowed" },
  sign_in_account: { points: 40, durationSeconds: hour, reason: "sign_in_slowed" },
  /** A browser in which the account has signed in before. */
  sign_in_device: { points: 10, durationSeconds: 15 * minute, reason: "sign_in_slowed" },
  sign_in_address: { points: 60, durationSeconds: hour, reason: "sign_in_slowed" },
  setup_address: { points: 10, durationSeconds: 15 * minute, reason: "tries_slowed" },
  setup: { points: 60, durationSeconds: hour, reason: "tries_slowed" },
  invitation_address: { points: 30, durationSeconds: 15 * minute, reason: "tries_slowed" },
  /** An address that is taken, tried with one invitation: nobody reads through the team's addresses with a link. */
  invitation_taken: { points: 3, durationSeconds: 24 * hour, reason: "tries_slowed" },
  reset_address: { points: 10, durationSeconds: hour, reason: "tries_slowed" },
  reset_account: { points: 3, durationSeconds: hour, reason: "tries_slowed" },
  reset_link: { points: 30, durationSeconds: 15 * minute, reason: "tries_slowed" },
  oidc_address: { points: 30, durationSeconds: hour, reason: "tries_slowed" },
  invitation: { points: 20, durationSeconds: hour, reason: "tries_slowed" },
  application_address: { points: 5, durationSeconds: hour, reason: "tries_slowed" },
  application_email: { points: 3, durationSeconds: 24 * hour, reason: "tries_slowed" },
  application: { points: 100, durationSeconds: hour, reason: "tries_slowed" },
  factor_session: { points: 5, durationSeconds: 15 * minute, reason: "tries_slowed" },
  factor_account: { points: 20, durationSeconds: hour, reason: "tries_slowed" },
  recovery_account: { points: 20, durationSeconds: hour, reason: "tries_slowed" },
  passkey_address: { points: 60, durationSeconds: 10 * minute, reason: "tries_slowed" },
  change_password: { points: 10, durationSeconds: 15 * minute, reason: "tries_slowed" },
  /** Codes of banks, tried from one place; and what one code leaves. */
  bank_address: { points: 20, durationSeconds: 15 * minute, reason: "tries_slowed" },
  bank_code: { points: 900, durationSeconds: hour, reason: "tries_slowed" },
  /** Codes of private pages, tried from one place. */
  told_address: { points: 10, durationSeconds: 15 * minute, reason: "tries_slowed" },
  /** The code asked for once more by whoever is on the page. */
  told_page: { points: 5, durationSeconds: 15 * minute, reason: "tries_slowed" },
  token_refused: { points: 120, durationSeconds: 10 * minute, reason: "tries_slowed" },
  /** Links followed by one person. */
  trace_link: { points: 40, durationSeconds: hour, reason: "traces_slowed" },
  /** Registries asked by one person. */
  rdap: { points: 60, durationSeconds: hour, reason: "tries_slowed" },
  recognise_address: { points: 120, durationSeconds: minute, reason: "tries_slowed" },
} as const satisfies Record<string, Limit>;
export type RateLimitName = keyof typeof rateLimits;

interface Statement {
  text: string;
  values: unknown[];
}

/** The library's own statements, through the one pool that the process has; it makes no table (the migrations do). */
const storeClient = {
  async query({ text, values }: Statement) {
    const rows = await db().$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values);
    return {
      rowCount: rows.length,
      rows: rows.map(({ points, expire }) => ({ points, expire: expire === null ? null : Number(expire) })),
    };
  },
};

const limiters = new Map<RateLimitName, RateLimiterPostgres>();

function limiterOf(name: RateLimitName): RateLimiterPostgres {
  const known = limiters.get(name);
  if (known) return known;
  const { points, durationSeconds } = rateLimits[name];
  const limiter = new RateLimiterPostgres({
    storeClient,
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: durationSeconds,
  });
  limiters.set(name, limiter);
  return limiter;
}

/** The table says neither who was tried nor from where. */
const keyOf = (name: RateLimitName, key: string): string =>
  createHmac("sha256", env().masterKey).update(`rate-limit:${name}:${key}`).digest("base64url");

/**
 * Counts a try, before it is made: of many at once, no more than allowed get through, on however many instances.
 * @returns how many tries are left.
 * @throws DomainError `limited` with `retryAfterSeconds` and `minutes` to wait.
 */
export async function spend(name: RateLimitName, key: string, points = 1): Promise<number> {
  try {
    return (await limiterOf(name).consume(keyOf(name, key), points)).remainingPoints;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw translated(error);
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new DomainError("limited", rateLimits[name].reason, {
      retryAfterSeconds: seconds,
      minutes: Math.ceil(seconds / 60),
    });
  }
}

/** The same as an answer, for callers that go on another way where nothing is left. */
export async function isLeft(name: RateLimitName, key: string): Promise<boolean> {
  try {
    await spend(name, key);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "limited") return false;
    throw error;
  }
}

/** The try was a good one: it does not count. */
export async function giveBack(name: RateLimitName, key: string): Promise<void> {
  await limiterOf(name).reward(keyOf(name, key), 1);
}

/** Whoever has proven to be the right person starts afresh. */
export async function forgive(name: RateLimitName, key: string): Promise<void> {
  await limiterOf(name).delete(keyOf(name, key));
}

/** Rows of limits that have run out; the sweep calls it. Returns how many went. */
export async function sweepRateLimits(): Promise<number> {
  return db().$executeRaw`DELETE FROM rate_limit WHERE expire < ${BigInt(Date.now() - hour * 1000)}`;
}
