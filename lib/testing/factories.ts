import { randomUUID } from "node:crypto";
import { sealSessionId, sessionCookieName } from "@/lib/auth/session-cookie";
import { change } from "@/lib/db/change";
import { openFullSession } from "@/lib/db/sessions";
import type { OperatorActor, TokenScope, UserActor } from "@/lib/domain/access/actor";
import {
  tracks,
  type AgeAnswer,
  type CaseState,
  type PlatformId,
  type Role,
  type SignalAnswer,
  type Track,
} from "@/lib/domain/case/vocabulary";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { admittedAs } from "@/lib/domain/vetting/standing";
import { hashPassword } from "@/lib/usecases/password-hash";

export const setUp: OperatorActor = { kind: "operator", requestId: "set-up" };

/** Good by the rules, and the same for everybody whom a test makes. */
export const testPassword = "le rideau se lève à huit heures";

export interface TestUser {
  id: string;
  email: string;
  pseudonym: string;
  roles: Role[];
}

export interface UserSeed {
  roles?: Role[];
  pseudonym?: string;
  email?: string;
  status?: "active" | "suspended" | "applicant";
  /** Both, for a reviewer, unless it is said otherwise. */
  reviewTracks?: Track[];
  /** The version that they accepted; the present one unless it is said otherwise. */
  charter?: string | null;
  /** A year from now, unless it is said otherwise. */
  vettedUntil?: Date | null;
  /** Hashing takes a while: only for whoever signs in. */
  password?: string;
}

/** Somebody of the desk, written as the operator would. */
export async function createUser(seed: UserSeed = {}): Promise<TestUser> {
  const id = randomUUID();
  const pseudonym = seed.pseudonym ?? `P-${id.slice(0, 6)}`;
  const email = seed.email ?? `${id.slice(0, 8)}@example.org`;
  const roles = seed.roles ?? (seed.status === "applicant" ? [] : ["volunteer"]);
  const passwordHash = seed.password === undefined ? null : await hashPassword(seed.password);
  await change(setUp, "person.created", {}, (tx) =>
    tx.user.create({
      data: {
        ...admittedAs(roles, seed.reviewTracks ?? (roles.includes("reviewer") ? tracks : []), new Date()),
        ...{ id, email, pseudonym, roles, passwordHash, status: seed.status ?? "active" },
        charterVersion: seed.charter === undefined ? charterVersion : seed.charter,
        ...(seed.vettedUntil !== undefined && { vettedUntil: seed.vettedUntil }),
      },
    }),
  );
  return { id, email, pseudonym, roles };
}

/** The actor that the person's requests would make who has just signed in; with scopes, that of a token of theirs. */
export function actorFor(user: TestUser, scopes?: readonly TokenScope[]): UserActor {
  const { id, pseudonym, roles } = user;
  const actor: UserActor = { kind: "user", id, pseudonym, roles, requestId: `req-${id.slice(0, 8)}` };
  if (scopes) return { ...actor, token: { id: randomUUID(), scopes } };
  return { ...actor, session: { id: randomUUID(), confirmedAt: new Date() } };
}

/** A person and their actor in one. */
export async function createActor(...roles: Role[]): Promise<UserActor> {
  return actorFor(await createUser({ roles }));
}

export interface AccountSeed {
  platform?: PlatformId;
  handle?: string;
  stableId?: string | null;
  /** The case that brings it, where that is known. */
  caseId?: string;
}

export async function createAccount(seed: AccountSeed = {}): Promise<{ id: string; handle: string }> {
  const id = randomUUID();
  const platformId = seed.platform ?? "x";
  const handle = seed.handle ?? `invented_${id.slice(0, 8)}`;
  await change(setUp, "case.opened", seed.caseId === undefined ? {} : { caseId: seed.caseId }, (tx) =>
    tx.account.create({
      data: {
        id,
        platformId,
        handle,
        handleKey: handle.toLowerCase(),
        profileUrl: `https://${platformId}.example/${handle}`,
        stableId: seed.stableId ?? null,
      },
    }),
  );
  return { id, handle };
}

export interface CaseSeed extends AccountSeed {
  reporter: UserActor;
  accountId?: string;
  state?: CaseState;
  track?: Track;
  ageAnswer?: AgeAnswer;
  signals?: Record<string, SignalAnswer>;
  observed?: string;
  holder?: UserActor;
  queueRank?: number;
  /** Known beforehand, where a test asks for the case before there is one. */
  id?: string;
  number?: number;
}

/** A case with its first report, in any state, on an account of its own unless one is given. */
export async function createCase(
  seed: CaseSeed,
): Promise<{ id: string; number: number; accountId: string; handle: string }> {
  const platformId = seed.platform ?? "x";
  const account = seed.accountId
    ? { id: seed.accountId, handle: seed.handle ?? "" }
    : await createAccount(seed.id === undefined ? seed : { ...seed, caseId: seed.id });
  const track = seed.track ?? "stolen_photo_scammer";
  const signals = seed.signals ?? { "SPS-01": "yes", "SPS-04": "unknown", "SPS-07": "no" };
  return change(seed.reporter, "report.logged", {}, async (tx) => {
    const { id, number } = await tx.case.create({
      data: {
        ...(seed.id !== undefined && { id: seed.id }),
        ...(seed.number !== undefined && { number: BigInt(seed.number) }),
        accountId: account.id,
        platformId,
        state: seed.state ?? "open",
        track,
        signals,
        openedBy: seed.reporter.id,
        queueRank: BigInt(seed.queueRank ?? 0),
        ...(seed.holder && { heldBy: seed.holder.id, leaseUntil: new Date(Date.now() + 15 * 60_000) }),
      },
    });
    await tx.report.create({
      data: {
        caseId: id,
        accountId: account.id,
        reporterId: seed.reporter.id,
        track,
        ageAnswer: seed.ageAnswer ?? "no",
        signals,
        observed: seed.observed ?? "",
      },
    });
    return { id, number: Number(number), accountId: account.id, handle: account.handle };
  });
}

/** A live session and the cookie that a browser would send, for tests that need not go through the form. */
export async function signInCookie(user: { id: string }): Promise<{ name: string; value: string }> {
  const sessionId = await openFullSession(user.id, "test");
  if (sessionId === null) throw new Error("This person cannot sign in.");
  return { name: sessionCookieName(), value: await sealSessionId(sessionId) };
}
