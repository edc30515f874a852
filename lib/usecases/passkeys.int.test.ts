import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { findLiveSession, openSession } from "@/lib/db/sessions";
import type { PasskeyAnswer, SessionHolder } from "@/lib/domain/access/second-factor";
import { env } from "@/lib/env";
import { actorFor, createUser } from "@/lib/testing/factories";
import { makeSoftwarePasskey } from "@/lib/testing/software-passkey";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { askForAnyPasskey, askForPasskey, beginPasskey } from "./begin-passkey";
import { confirmSession } from "./confirm-session";
import { enrolPasskey } from "./enrol-passkey";
import { removeFactor, renamePasskey } from "./remove-factor";
import { signInWithPasskey } from "./sign-in-with-passkey";

let database: TestDatabase;
const site = () => ({ origin: new URL(env().publicUrl).origin, host: new URL(env().publicUrl).hostname });

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

async function holderOf(sessionId: string): Promise<SessionHolder> {
  const session = await findLiveSession(sessionId);
  if (session === null) throw new Error("This session has ended.");
  const { userId, pseudonym, level, confirmedAt } = session;
  const actor = { kind: "user", id: userId, pseudonym, roles: [], requestId: "req-holder" } as const;
  return { actor: { ...actor, session: { id: sessionId, confirmedAt } }, level };
}
const enter = async (id: string) => holderOf((await openSession(id, "test")) ?? "");

async function withPasskey() {
  const person = await createUser({ roles: ["reviewer"] });
  const passkey = makeSoftwarePasskey(person.id, site());
  const holder = await enter(person.id);
  const { challenge } = await beginPasskey(holder);
  const added = await enrolPasskey(holder, { answer: passkey.register(challenge), name: "Essai" });
  return { person, passkey, ...added };
}
const signIn = (answer: PasskeyAnswer) =>
  signInWithPasskey({ answer, networkAddress: "203.0.113.200", device: "test", requestId: "req-passkey" });
const anyChallenge = async () => (await askForAnyPasskey("203.0.113.200")).challenge;

describe("a passkey", () => {
  it("is a first factor like the app: recovery codes come with it, the desk opens, the person is told", async () => {
    const { person, codes, sessionId } = await withPasskey();
    expect(codes).toHaveLength(10);
    expect((await findLiveSession(sessionId))?.level).toBe("full");
    expect(await db().notification.count({ where: { userId: person.id, kind: "factor_added" } })).toBe(1);
    expect((await enter(person.id)).level).toBe("password");
  });

  it("leaves its name as a commitment in the trail, and nothing of its key", async () => {
    const { person, passkey } = await withPasskey();
    const [entry] = await db().auditEntry.findMany({ where: { subjectTable: "passkey", unitId: person.id } });
    const told = JSON.stringify(entry?.changes);
    expect(told).not.toContain("Essai");
    expect(told).not.toContain(passkey.id);
    expect(told).not.toMatch(/public_key|counter|credential|transports/);
  });

  it("is a second factor, for the session that was asked and once", async () => {
    const { person, passkey } = await withPasskey();
    const [one, two] = [await enter(person.id), await enter(person.id)];
    const { challenge } = await askForPasskey(one);
    const answer = passkey.answer(challenge);
    await expect(confirmSession(two, { passkey: answer })).rejects.toMatchObject({ reason: "factor_wrong" });
    const open = await confirmSession(one, { passkey: answer });
    expect((await findLiveSession(open))?.level).toBe("full");
    const three = await enter(person.id);
    await expect(confirmSession(three, { passkey: answer })).rejects.toMatchObject({ reason: "factor_wrong" });
  });

  it("is refused for another origin, another name, a counter that does not grow, and another person", async () => {
    const { person, passkey } = await withPasskey();
    const other = await withPasskey();
    const lies: ((challenge: string) => PasskeyAnswer)[] = [
      (challenge) => passkey.answer(challenge, { origin: "https://desk.example" }),
      (challenge) => passkey.answer(challenge, { host: "desk.example" }),
      (challenge) => passkey.answer(challenge, { counter: 1 }),
      (challenge) => other.passkey.answer(challenge),
      (challenge) => ({ ...passkey.answer(challenge), id: other.passkey.id, rawId: other.passkey.id }),
      () => passkey.answer("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ];
    for (const lie of lies) {
      const holder = await enter(person.id);
      const { challenge } = await askForPasskey(holder);
      await expect(confirmSession(holder, { passkey: lie(challenge) })).rejects.toMatchObject({
        reason: "factor_wrong",
      });
    }
  });

  it("is not made from an answer for another origin, another session's challenge, or one that ran out", async () => {
    const person = await createUser({ roles: ["reviewer"] });
    const passkey = makeSoftwarePasskey(person.id, site());
    const [one, two] = [await enter(person.id), await enter(person.id)];
    const enrol = (holder: SessionHolder, answer: PasskeyAnswer) => enrolPasskey(holder, { answer, name: "Essai" });
    const first = (await beginPasskey(one)).challenge;
    await expect(enrol(one, passkey.register(first, { origin: "https://desk.example" }))).rejects.toMatchObject({
      reason: "passkey_refused",
    });
    // The challenge is spent by the lie.
    await expect(enrol(one, passkey.register(first))).rejects.toMatchObject({ reason: "passkey_refused" });
    const second = (await beginPasskey(one)).challenge;
    await expect(enrol(two, passkey.register(second))).rejects.toMatchObject({ reason: "passkey_refused" });
    await withClient(database.ownerUrl, (client) =>
      client.query("UPDATE factor_challenge SET expires_at = now() - interval '1 second' WHERE challenge = $1", [
        second,
      ]),
    );
    await expect(enrol(one, passkey.register(second))).rejects.toMatchObject({ reason: "passkey_refused" });
    expect(await db().passkey.count({ where: { userId: person.id } })).toBe(0);
  });

  it("signs in by itself where it verified its person, once for a challenge", async () => {
    const { person, passkey } = await withPasskey();
    const answer = passkey.answer(await anyChallenge());
    const { sessionId, userId } = await signIn(answer);
    expect(userId).toBe(person.id);
    expect((await findLiveSession(sessionId))?.level).toBe("full");
    await expect(signIn(answer)).rejects.toMatchObject({ reason: "passkey_refused" });
    await expect(signIn(passkey.answer(await anyChallenge(), { isVerified: false }))).rejects.toMatchObject({
      reason: "passkey_refused",
    });
    const stranger = Buffer.from((await createUser()).id).toString("base64url");
    await expect(signIn(passkey.answer(await anyChallenge(), { userHandle: stranger }))).rejects.toMatchObject({
      reason: "passkey_refused",
    });
    await expect(signIn(makeSoftwarePasskey(person.id, site()).answer(await anyChallenge()))).rejects.toMatchObject({
      reason: "passkey_refused",
    });
  });

  it("of somebody suspended opens nothing", async () => {
    const { person, passkey } = await withPasskey();
    await withClient(database.ownerUrl, (client) =>
      client.query(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [person.id]),
    );
    await expect(signIn(passkey.answer(await anyChallenge()))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is renamed and removed by its own person alone, and the last one stays", async () => {
    const { person, passkey } = await withPasskey();
    const { id } = await db().passkey.findUniqueOrThrow({ where: { credentialId: passkey.id } });
    const stranger = actorFor(await createUser());
    await expect(renamePasskey(stranger, id, "À moi")).rejects.toMatchObject({ code: "not_found" });
    await expect(removeFactor(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await renamePasskey(actorFor(person), id, "Téléphone");
    await expect(removeFactor(actorFor(person), id)).rejects.toMatchObject({ reason: "last_factor" });
    expect(await db().passkey.findUnique({ where: { id } })).toMatchObject({ name: "Téléphone" });
  });
});
