import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { spend, sweepRateLimits } from "@/lib/db/rate-limits";
import { findLiveSession, openFullSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { getSettings } from "@/lib/queries/get-settings";
import { actorFor, createUser, testPassword, type TestUser } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { changePassword } from "./change-password";
import { changeSettings } from "./change-settings";
import { editProfile } from "./edit-profile";
import { resumeSession } from "./resume-session";
import { revokeOtherSessions, revokeSession } from "./revoke-session";
import { signIn } from "./sign-in";
import { signOut } from "./sign-out";

let database: TestDatabase;
let person: TestUser;
let actor: UserActor;
let place = 0;

const newPlace = () => `198.51.100.${String((place += 1))}`;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
const enter = (email: string, password: string, networkAddress = newPlace()) =>
  signIn({ email, password, networkAddress, device: "Firefox, Linux", requestId: "req-enter" });
const refusal = (error: unknown) => (error as { reason?: string }).reason;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  person = await createUser({ roles: ["volunteer", "reviewer"], password: testPassword });
  actor = actorFor(person);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("signing in", () => {
  it("opens a session with the right password, whatever the address's capitals, and writes it into the access log without the network address", async () => {
    const networkAddress = newPlace();
    const { sessionId, userId } = await enter(`  ${person.email.toUpperCase()} `, testPassword, networkAddress);
    expect(userId).toBe(person.id);
    expect(await resumeSession(sessionId)).toMatchObject({ userId: person.id, pseudonym: person.pseudonym });
    const entry = await db().accessLog.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(entry).toMatchObject({ actor: `user:${person.id}`, kind: "sign_in", subject: sessionId });
    expect(entry.addressHmac).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify({ ...entry, id: 0 })).not.toContain(networkAddress);
  });

  it("takes a password typed on another keyboard's way of writing the same letters", async () => {
    expect(await enter(person.email, testPassword.normalize("NFD"))).toMatchObject({ userId: person.id });
  });

  it("answers the same to a wrong password, an unknown address, and a suspended person", async () => {
    const gone = await createUser({ status: "suspended", password: testPassword });
    const answers = await Promise.all(
      [
        enter(person.email, "not the right one"),
        enter("nobody@example.org", "not the right one"),
        enter(gone.email, testPassword),
      ].map((attempt) => attempt.catch((error: unknown) => error)),
    );
    const [wrong, unknown, suspended] = answers as {
      code: string;
      reason: string;
      details: unknown;
      message: string;
    }[];
    for (const answer of [wrong, unknown, suspended]) {
      expect(answer).toMatchObject({
        code: "forbidden",
        reason: "email_or_password",
        details: {},
        message: wrong?.message,
      });
    }
  });

  it("takes as long for an address that nobody has", async () => {
    const time = async (email: string) => {
      const begun = performance.now();
      await enter(email, "not the right one").catch(() => undefined);
      return performance.now() - begun;
    };
    const middle = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    await time("warm@example.org");
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      known.push(await time(person.email));
      unknown.push(await time(`nobody${String(round)}@example.org`));
    }
    // Without the hash the second would be an order of magnitude faster.
    expect(middle(unknown)).toBeGreaterThan(middle(known) * 0.5);
    expect(middle(unknown)).toBeLessThan(middle(known) * 2);
  });

  it("lets nobody guess more than six times at once for one account from one place, right ones included", async () => {
    const victim = await createUser({ password: testPassword });
    const networkAddress = newPlace();
    const guesses = Array.from({ length: 12 }, (_, at) =>
      enter(victim.email, `guess number ${String(at)}`, networkAddress),
    );
    const reasons = (await Promise.allSettled(guesses)).map((one) =>
      one.status === "rejected" ? refusal(one.reason) : "in",
    );
    expect(reasons.filter((reason) => reason === "email_or_password")).toHaveLength(6);
    expect(reasons.filter((reason) => reason === "sign_in_slowed")).toHaveLength(6);
    await expect(enter(victim.email, testPassword, networkAddress)).rejects.toMatchObject({
      code: "limited",
      details: { minutes: 15 },
    });
    expect(await enter(victim.email, testPassword)).toMatchObject({ userId: victim.id });
  });

  it("slows an account down that is tried from many places, and also one that nobody has", async () => {
    for (const email of [(await createUser({ password: testPassword })).email, "still.nobody@example.org"]) {
      const tries = await Promise.allSettled(Array.from({ length: 42 }, () => enter(email, "wrong all the time")));
      const reasons = tries.map((one) => (one.status === "rejected" ? refusal(one.reason) : "in"));
      expect(reasons.filter((reason) => reason === "sign_in_slowed")).toHaveLength(2);
    }
  });

  it("does not slow down whoever signs in and out all day", async () => {
    const networkAddress = newPlace();
    for (let round = 0; round < 8; round += 1) await enter(person.email, testPassword, networkAddress);
  });

  it("keeps no address and no e-mail in the table of limits, and sweeps what has run out", async () => {
    const { rows } = await asOwner("SELECT key FROM rate_limit");
    expect(JSON.stringify(rows)).not.toMatch(/198\.51|example\.org|@/);
    await spend("setup", "sweep");
    await asOwner("UPDATE rate_limit SET expire = expire - 100000000");
    expect(await sweepRateLimits()).toBeGreaterThan(0);
    expect((await asOwner("SELECT 1 FROM rate_limit")).rows).toEqual([]);
  });
});

describe("a session", () => {
  const open = async () => (await openFullSession(person.id, "test")) ?? "";

  it("ends at once when it is signed out or revoked, and not those of others", async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    await signOut(actor, one);
    expect(await resumeSession(one)).toBeNull();
    const stranger = actorFor(await createUser());
    await expect(revokeSession(stranger, two)).rejects.toMatchObject({ code: "not_found" });
    await revokeSession(actor, two);
    expect(await resumeSession(two)).toBeNull();
    expect(await resumeSession(three)).not.toBeNull();
    await open();
    await revokeOtherSessions(actor, three);
    const { sessions } = await getSettings(actor);
    expect(sessions.map(({ id }) => id)).toEqual([three]);
  });

  it("ends after 12 hours without a request and after 14 days whatever happens", async () => {
    const idle = await open();
    await asOwner("UPDATE session SET last_seen_at = now() - interval '11 hours 59 minutes' WHERE id = $1", [idle]);
    expect(await resumeSession(idle)).not.toBeNull();
    await asOwner("UPDATE session SET last_seen_at = now() - interval '12 hours 1 minute' WHERE id = $1", [idle]);
    expect(await resumeSession(idle)).toBeNull();
    const old = await open();
    await asOwner("UPDATE session SET created_at = now() - interval '13 days 23 hours' WHERE id = $1", [old]);
    expect(await resumeSession(old)).not.toBeNull();
    await asOwner("UPDATE session SET created_at = now() - interval '14 days 1 minute' WHERE id = $1", [old]);
    expect(await resumeSession(old)).toBeNull();
  });

  it("keeps to the organisation's own limits from its next request on, within their bounds", async () => {
    const admin = actorFor(await createUser({ roles: ["admin"] }));
    const id = await open();
    await asOwner(
      "UPDATE session SET last_seen_at = now() - interval '2 hours', created_at = now() - interval '3 days' WHERE id = $1",
      [id],
    );
    for (const wrong of [
      { session_idle_hours: 0 },
      { session_idle_hours: 73 },
      { session_days: 31 },
      { session_days: 1.5 },
    ])
      await expect(changeSettings(admin, wrong)).rejects.toMatchObject({ reason: "setting_value" });
    const isLive = async () => (await findLiveSession(id)) !== null;
    await changeSettings(admin, { session_idle_hours: 1 });
    expect(await isLive()).toBe(false);
    await changeSettings(admin, { session_idle_hours: 3 });
    expect(await isLive()).toBe(true);
    await changeSettings(admin, { session_days: 2 });
    expect(await isLive()).toBe(false);
    await changeSettings(admin, { session_days: 30, session_idle_hours: 12 });
    expect(await isLive()).toBe(true);
    await asOwner("DELETE FROM setting WHERE key LIKE 'session%'");
  });

  it("is touched at most once a minute", async () => {
    const id = await open();
    const seen = async () => (await db().session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime();
    const first = await seen();
    await resumeSession(id);
    expect(await seen()).toBe(first);
    await asOwner("UPDATE session SET last_seen_at = now() - interval '61 seconds' WHERE id = $1", [id]);
    await Promise.all(Array.from({ length: 5 }, () => resumeSession(id)));
    expect(await seen()).toBeGreaterThanOrEqual(first);
  });

  it.each(["", "x", "00000000-0000-0000-0000-000000000000", "'; DROP TABLE session; --"])(
    "is not made up (%j)",
    async (id) => {
      expect(await resumeSession(id)).toBeNull();
    },
  );
});

describe("the own account", () => {
  it("changes its password only with the present one, ends the other sessions, and says so in the trail without the password", async () => {
    const mover = await createUser({ password: testPassword });
    const here = (await openFullSession(mover.id, "here")) ?? "";
    const there = (await openFullSession(mover.id, "there")) ?? "";
    const change = (present: string, next: string) =>
      changePassword(actorFor(mover), { present, next, sessionId: here });
    await expect(change("not this", "une autre phrase assez longue")).rejects.toMatchObject({
      reason: "password_wrong",
    });
    await expect(change(testPassword, "court")).rejects.toMatchObject({ reason: "password_short" });
    await change(testPassword, "une autre phrase assez longue");
    expect(await resumeSession(here)).not.toBeNull();
    expect(await resumeSession(there)).toBeNull();
    await expect(enter(mover.email, testPassword)).rejects.toMatchObject({ reason: "email_or_password" });
    expect(await enter(mover.email, "une autre phrase assez longue")).toMatchObject({ userId: mover.id });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "person.password_changed" } });
    expect(entry).toMatchObject({ actor: `user:${mover.id}`, subjectId: mover.id });
    expect(JSON.stringify(entry.changes)).not.toMatch(/argon2|phrase/);
  });

  it("changes its name for the team, which the trail keeps as a commitment", async () => {
    const namer = await createUser();
    await editProfile(actorFor(namer), { pseudonym: "Pantalon", locale: "fr" });
    expect(await db().user.findUnique({ where: { id: namer.id } })).toMatchObject({
      pseudonym: "Pantalon",
      locale: "fr",
    });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "person.profile_edited" } });
    expect(Object.keys(entry.changes as object)).toEqual(["pseudonym"]);
    expect(JSON.stringify(entry.changes)).not.toContain("Pantalon");
  });
});

describe("the organisation's settings", () => {
  it("are written by administrators alone, each with its entry, and only what is different", async () => {
    const admin = actorFor(await createUser({ roles: ["admin"] }));
    await expect(changeSettings(actor, { solo_work: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(changeSettings(admin, { role_mailbox: "not an address" })).rejects.toMatchObject({
      reason: "setting_value",
      details: { key: "role_mailbox" },
    });
    await changeSettings(admin, {
      organisation_name: "Les Loups",
      role_mailbox: "Signalements@Loups.example",
      solo_work: true,
    });
    expect((await getSettings(admin)).organisation).toEqual({
      applications_open: false,
      organisation_name: "Les Loups",
      role_mailbox: "signalements@loups.example",
      signatory: "",
      independence: "",
      solo_work: true,
      second_factor_required: true,
      session_idle_hours: 12,
      session_days: 14,
    });
    expect((await getSettings(actor)).organisation).toBeNull();
    await changeSettings(admin, { organisation_name: "Les Loups", solo_work: false });
    const entries = await db().auditEntry.findMany({
      where: { action: "setting.changed", actor: `user:${admin.id}` },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ actor: who, subjectId }) => [who, subjectId])).toEqual(
      ["organisation_name", "role_mailbox", "solo_work", "solo_work"].map((key) => [`user:${admin.id}`, key]),
    );
  });
});
