import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { findLiveSession, openFullSession, openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { confirmedForMinutes, type SessionHolder } from "@/lib/domain/access/second-factor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { exportCases } from "@/lib/queries/export-cases";
import { actorFor, createCase, createUser, setUp, testPassword, type TestUser } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { addWitness } from "./add-witness";
import { beginTotp } from "./begin-totp";
import { changeSettings } from "./change-settings";
import { confirmChange } from "./confirm-change";
import { confirmSession } from "./confirm-session";
import { createToken } from "./create-token";
import { enrolTotp } from "./enrol-totp";
import { invitePerson } from "./invite-person";
import { removeFactor } from "./remove-factor";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { proposeFactorReset } from "./propose-factor-reset";
import { resetSecondFactor } from "./reset-second-factor";
import { setRoles } from "./set-roles";
import { signIn } from "./sign-in";

let database: TestDatabase;
let place = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const now = new Date();
const later = (steps: number) => new Date(now.getTime() + steps * 30_000);
const codeOf = (secret: string, at = now) =>
  new TOTP({
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    secret: Secret.fromBase32(secret.replaceAll(" ", "")),
  }).generate({
    timestamp: at.getTime(),
  });
const wrongCode = (secret: string) =>
  ["000000", "111111", "222222", "333333", "444444"].find(
    (code) => ![-2, -1, 0, 1, 2].some((step) => codeOf(secret, later(step)) === code),
  ) ?? "";
const reasonOf = (error: unknown) => (error as { reason?: string }).reason;

async function holderOf(sessionId: string): Promise<SessionHolder> {
  const session = await findLiveSession(sessionId);
  if (session === null) throw new Error("This session has ended.");
  const { userId, pseudonym, level, confirmedAt } = session;
  const actor = { kind: "user", id: userId, pseudonym, roles: [], requestId: "req-holder" } as const;
  return { actor: { ...actor, session: { id: sessionId, confirmedAt } }, level };
}
const enter = async (person: TestUser) => holderOf((await openSession(person.id, "test")) ?? "");

/** Somebody with an app; the code of now is spent. */
async function enrolled(...roles: Role[]) {
  const person = await createUser({ roles: roles.length === 0 ? ["reviewer"] : roles, password: testPassword });
  const holder = await enter(person);
  const { secret } = await beginTotp(holder);
  const { codes, sessionId } = await enrolTotp(holder, codeOf(secret), now);
  return { person, secret, codes: codes ?? [], sessionId };
}

describe("how far a password brings", () => {
  it("leads whoever holds a role to setting a factor up, asks whoever has one for it, and lets in who has neither", async () => {
    const { person } = await enrolled();
    expect((await enter(person)).level).toBe("password");
    expect((await enter(await createUser({ roles: ["volunteer"] }))).level).toBe("enrol");
    expect((await enter(await createUser({ roles: [] }))).level).toBe("full");
    const { sessionId } = await signIn({
      email: person.email,
      password: testPassword,
      networkAddress: `203.0.113.${String((place += 1))}`,
      device: "",
      requestId: "r",
    });
    expect((await findLiveSession(sessionId))?.level).toBe("password");
  });

  it("asks an open session for a factor as soon as its person is given a role, and everybody once it is required again", async () => {
    const [nobody, admin] = [await createUser({ roles: [] }), actorFor(await createUser({ roles: ["admin"] }))];
    const open = (await openSession(nobody.id, "test")) ?? "";
    await setRoles(admin, nobody.id, ["volunteer"]);
    expect((await findLiveSession(open))?.level).toBe("enrol");
    await changeSettings(admin, { second_factor_required: false });
    const free = await enter(await createUser({ roles: ["volunteer"] }));
    expect(free.level).toBe("full");
    const { sessionId } = await enrolled();
    await changeSettings(admin, { second_factor_required: true });
    expect((await findLiveSession(free.actor.session.id))?.level).toBe("enrol");
    expect((await findLiveSession(sessionId))?.level).toBe("full");
  });

  it("tells every administrator when the requirement is switched off", async () => {
    const [admin, other] = [await createUser({ roles: ["admin"] }), await createUser({ roles: ["admin"] })];
    await changeSettings(actorFor(admin), { second_factor_required: false });
    await changeSettings(actorFor(admin), { second_factor_required: true });
    const told = await db().notification.findMany({ where: { kind: "factor_not_required", userId: other.id } });
    expect(told).toHaveLength(1);
    const entries = await db().auditEntry.findMany({ where: { subjectId: "second_factor_required" } });
    expect(entries.length).toBeGreaterThan(1);
  });
});

describe("the app", () => {
  it("is taken once a code has proven it; the session goes on under a new id, with ten recovery codes", async () => {
    const person = await createUser();
    const holder = await enter(person);
    const first = await beginTotp(holder);
    expect((await beginTotp(holder)).secret).toBe(first.secret);
    await expect(enrolTotp(holder, wrongCode(first.secret), now)).rejects.toMatchObject({ reason: "factor_wrong" });
    const { codes, sessionId } = await enrolTotp(holder, codeOf(first.secret), now);
    expect(new Set(codes).size).toBe(10);
    expect(sessionId).not.toBe(holder.actor.session.id);
    expect(await findLiveSession(holder.actor.session.id)).toBeNull();
    expect(await findLiveSession(sessionId)).toMatchObject({ level: "full", confirmedAt: expect.any(Date) as Date });
  });

  it("keeps no secret and no code in clear, and neither in the trail", async () => {
    const { person, secret, codes } = await enrolled();
    const rows = await withClient(database.ownerUrl, (client) =>
      client.query(
        `SELECT (SELECT string_agg(f::text, ' ') FROM second_factor f WHERE user_id = $1) AS kept,
                (SELECT string_agg(e.changes::text, ' ') FROM audit_entry e WHERE unit_id = $1 AND subject_table = 'second_factor') AS told`,
        [person.id],
      ),
    );
    const { kept, told } = rows.rows[0] as { kept: string; told: string };
    const bare = secret.replaceAll(" ", "");
    for (const text of [kept, told]) {
      expect(text).not.toContain(bare);
      expect(text).not.toContain(Buffer.from(bare).toString("hex"));
      for (const code of codes) expect(text).not.toContain(code);
    }
    expect(told).toContain("totp");
    expect(told).not.toMatch(/secret|last_counter|code_hashes/);
  });

  it("accepts no code twice and none older than the last, also of two at the same time", async () => {
    const { person, secret } = await enrolled();
    await expect(confirmSession(await enter(person), { code: codeOf(secret) }, now)).rejects.toMatchObject({
      reason: "factor_used",
    });
    const next = codeOf(secret, later(1));
    const holders = await Promise.all(Array.from({ length: 5 }, () => enter(person)));
    const outcomes = await Promise.allSettled(
      holders.map((holder) => confirmSession(holder, { code: next }, later(1))),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(confirmSession(await enter(person), { code: codeOf(secret, now) }, later(1))).rejects.toMatchObject({
      reason: "factor_used",
    });
  });

  it("forgives a clock that is one step off, and no more", async () => {
    const { person, secret } = await enrolled();
    expect(await confirmSession(await enter(person), { code: codeOf(secret, later(3)) }, later(2))).toMatch(/-/);
    await expect(
      confirmSession(await enter(person), { code: codeOf(secret, later(6)) }, later(4)),
    ).rejects.toMatchObject({ reason: "factor_wrong" });
  });

  it("cannot be set up beside a factor by whoever has the password alone", async () => {
    const { person } = await enrolled();
    const holder = await enter(person);
    await expect(beginTotp(holder)).rejects.toMatchObject({ reason: "factor_exists" });
    // A browser that was led to setting one up before another browser did.
    const late = await createUser();
    const [one, two] = [await enter(late), await enter(late)];
    const [a, b] = [await beginTotp(one), await beginTotp(two)];
    await enrolTotp(one, codeOf(a.secret), now);
    await expect(enrolTotp(two, codeOf(b.secret), now)).rejects.toMatchObject({ reason: "factor_exists" });
    expect((await findLiveSession(two.actor.session.id))?.level).toBe("password");
  });
});

describe("guessing", () => {
  it("ends a session that has only the password after five wrong codes, tells the person, and locks nobody out for good", async () => {
    const { person, secret, codes } = await enrolled();
    const holder = await enter(person);
    const wrong = wrongCode(secret);
    const reasons: unknown[] = [];
    for (let guess = 0; guess < 5; guess += 1)
      reasons.push(await confirmSession(holder, { code: wrong }, now).catch(reasonOf));
    expect(reasons).toEqual([...Array<string>(4).fill("factor_wrong"), "factor_session_ended"]);
    expect(await findLiveSession(holder.actor.session.id)).toBeNull();
    expect(await db().notification.count({ where: { userId: person.id, kind: "factor_guessed" } })).toBe(1);
    // From new sessions the account's own limit holds; recovery codes and passkeys have budgets of their own.
    const more: unknown[] = [];
    for (let guess = 0; guess < 20; guess += 1)
      more.push(await confirmSession(await enter(person), { code: wrong }, now).catch(reasonOf));
    expect(more.filter((reason) => reason === "tries_slowed").length).toBeGreaterThan(0);
    const in1 = await confirmSession(await enter(person), { code: codes[0] ?? "" }, now);
    expect((await findLiveSession(in1))?.level).toBe("full");
  });

  it("counts before it tries: of many at once no more than five are looked at", async () => {
    const { person, secret } = await enrolled();
    const holder = await enter(person);
    const right = codeOf(secret, later(1));
    const guesses = await Promise.allSettled(
      [...Array<string>(9).fill(wrongCode(secret)), right].map((code) => confirmSession(holder, { code }, later(1))),
    );
    const slowed = guesses.filter((one) => one.status === "rejected" && reasonOf(one.reason) === "tries_slowed");
    expect(slowed.length).toBeGreaterThanOrEqual(5);
  });
});

describe("recovery codes", () => {
  it("let in once each, however they are typed, and the person is told how many are left", async () => {
    const { person, codes } = await enrolled();
    const typed = (codes[3] ?? "").toLowerCase().replaceAll("-", " ");
    expect((await findLiveSession(await confirmSession(await enter(person), { code: typed }, now)))?.level).toBe(
      "full",
    );
    await expect(confirmSession(await enter(person), { code: typed }, now)).rejects.toMatchObject({
      reason: "factor_wrong",
    });
    const told = await db().notification.findFirst({ where: { userId: person.id, kind: "recovery_code_used" } });
    expect(told?.params).toEqual({ left: 9 });
    const both = await Promise.all([enter(person), enter(person)]);
    const at1 = await Promise.allSettled(both.map((holder) => confirmSession(holder, { code: codes[4] ?? "" }, now)));
    expect(at1.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await db().auditEntry.count({ where: { action: "person.recovery_code_used", unitId: person.id } })).toBe(2);
  });

  it("of one person are worth nothing to another, and old ones nothing after new ones were made", async () => {
    const [one, two] = [await enrolled(), await enrolled()];
    await expect(confirmSession(await enter(two.person), { code: one.codes[0] ?? "" }, now)).rejects.toMatchObject({
      reason: "factor_wrong",
    });
    const fresh = await renewRecoveryCodes(actorFor(one.person));
    await expect(confirmSession(await enter(one.person), { code: one.codes[0] ?? "" }, now)).rejects.toMatchObject({
      reason: "factor_wrong",
    });
    expect(await confirmSession(await enter(one.person), { code: fresh[0] ?? "" }, now)).toMatch(/-/);
  });
});

describe("removing and resetting", () => {
  it("keeps the last factor while one is required, and takes the recovery codes with it once none is", async () => {
    const { person } = await enrolled();
    const actor = actorFor(person);
    await expect(removeFactor(actor, null)).rejects.toMatchObject({ reason: "last_factor" });
    expect(await db().secondFactor.count({ where: { userId: person.id } })).toBe(2);
    const free = await enrolled();
    const admin = actorFor(await createUser({ roles: ["admin"] }));
    await changeSettings(admin, { second_factor_required: false });
    await removeFactor(actorFor(free.person), null);
    await changeSettings(admin, { second_factor_required: true });
    expect(await db().secondFactor.count({ where: { userId: free.person.id } })).toBe(0);
  });

  it("by an administrator or the operator ends every session, tells the person and the administrators, and leads to a new factor", async () => {
    const { person, codes } = await enrolled();
    const session = (await openFullSession(person.id, "test")) ?? "";
    const admin = await createUser({ roles: ["admin"] });
    await expect(proposeFactorReset(actorFor(person), person.id)).rejects.toMatchObject({ code: "forbidden" });
    await resetSecondFactor(setUp, person.id);
    expect(await findLiveSession(session)).toBeNull();
    const told = await db().notification.findMany({ where: { kind: "factor_reset" }, select: { userId: true } });
    expect(told.map(({ userId }) => userId)).toEqual(expect.arrayContaining([person.id, admin.id]));
    const holder = await enter(person);
    expect(holder.level).toBe("enrol");
    await expect(confirmSession(holder, { code: codes[0] ?? "" }, now)).rejects.toMatchObject({
      reason: "factor_missing",
    });
    const entry = await db().auditEntry.findFirst({ where: { action: "person.factor_reset", unitId: person.id } });
    expect(entry).toMatchObject({ actor: "operator", subjectTable: "second_factor", operation: "delete" });
  });
});

describe("a reset that an administrator asks for", () => {
  it("waits for a second person where there is one, and is done by their word", async () => {
    const { person } = await enrolled();
    const [admin, second] = [await createUser({ roles: ["admin"] }), await createUser({ roles: ["admin"] })];
    expect(await proposeFactorReset(actorFor(admin), person.id)).toBe("waiting");
    expect(await db().secondFactor.count({ where: { userId: person.id } })).toBe(2);
    const { id } = await db().proposal.findFirstOrThrow({ where: { subject: person.id, state: "open" } });
    await expect(confirmChange(actorFor(admin), id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await confirmChange(actorFor(second), id)).toBe("confirmed");
    expect(await db().secondFactor.count({ where: { userId: person.id } })).toBe(0);
    expect((await enter(person)).level).toBe("enrol");
  });
});

describe("showing a factor again", () => {
  const aged = (user: TestUser, minutes: number): UserActor => ({
    ...actorFor(user),
    session: { id: "00000000-0000-4000-8000-000000000000", confirmedAt: new Date(Date.now() - minutes * 60_000) },
  });

  it("is wanted before rights, invitations with rights, tokens, witnesses and weaker settings, ten minutes after the last", async () => {
    const user = await createUser({ roles: ["admin", "reviewer"] });
    const other = await createUser();
    const acts: ((actor: UserActor) => Promise<unknown>)[] = [
      (actor) => setRoles(actor, other.id, ["volunteer", "reviewer"]),
      (actor) => invitePerson(actor, { roles: ["reviewer"], note: "" }),
      (actor) => createToken(actor, { name: "essai", scopes: ["case:read"], days: 1 }),
      (actor) => addWitness(actor, { kind: "file", name: "Essai", vkey: "", target: "essai" }),
      (actor) => changeSettings(actor, { solo_work: true }),
      (actor) => changeSettings(actor, { second_factor_required: false }),
      (actor) => renewRecoveryCodes(actor),
      (actor) => removeFactor(actor, null),
      (actor) => proposeFactorReset(actor, other.id),
    ];
    for (const act of acts) {
      await expect(act(aged(user, confirmedForMinutes + 1))).rejects.toMatchObject({ reason: "step_up_needed" });
      const { session: _, ...unknown } = actorFor(user);
      await expect(act(unknown)).rejects.toMatchObject({ reason: "step_up_needed" });
    }
    await invitePerson(aged(user, 60), { roles: ["volunteer"], note: "" });
    await changeSettings(aged(user, 60), { solo_work: false });
    await setRoles(aged(user, confirmedForMinutes - 1), other.id, ["volunteer"]);
  });

  it("is wanted for an export of more than fifty cases, and not with a token, which is a factor itself", async () => {
    const reporter = actorFor(await createUser({ roles: ["reviewer"] }));
    for (let made = 0; made < 51; made += 1) await createCase({ reporter });
    const user = await createUser({ roles: ["reviewer"] });
    await expect(exportCases(aged(user, 11), "csv", { all: true })).rejects.toMatchObject({ reason: "step_up_needed" });
    await exportCases(actorFor(user), "csv", { all: true });
    await exportCases(actorFor(user, ["case:export"]), "csv", { all: true });
    const few = await db().case.findMany({ take: 50, select: { number: true } });
    await exportCases(aged(user, 11), "csv", { numbers: few.map(({ number }) => Number(number)) });
  });

  it("renews an open session under its own id, by the app, or by the password where there is no factor and only there", async () => {
    const { secret, sessionId } = await enrolled();
    await withClient(database.ownerUrl, (client) =>
      client.query("UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE id = $1", [sessionId]),
    );
    const holder = await holderOf(sessionId);
    await expect(confirmSession(holder, { password: testPassword }, now)).rejects.toMatchObject({
      reason: "factor_missing",
    });
    expect(await confirmSession(holder, { code: codeOf(secret, later(1)) }, later(1))).toBe(sessionId);
    expect(Date.now() - ((await findLiveSession(sessionId))?.confirmedAt?.getTime() ?? 0)).toBeLessThan(60_000);
    const bare = await enter(await createUser({ roles: [], password: testPassword }));
    await expect(confirmSession(bare, { password: "not the right one" })).rejects.toMatchObject({
      reason: "factor_wrong",
    });
    expect(await confirmSession(bare, { password: testPassword })).toBe(bare.actor.session.id);
  });
});
