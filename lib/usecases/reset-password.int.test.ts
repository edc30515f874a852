import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { endOf } from "@/lib/testing/review-desk";
import { actorFor, createUser, testPassword } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { sendResetLink } from "./ask-for-reset";
import { makeResetLink } from "./make-reset-link";
import { resetPassword } from "./reset-password";
import { resumeSession } from "./resume-session";
import { signIn } from "./sign-in";
import { suspendPerson } from "./suspend-person";

let database: TestDatabase;
let admin: UserActor;
let place = 0;
const next = "une phrase neuve, longue et calme";
const newPlace = () => `192.0.2.${String((place += 1))}`;
const use = (token: string, password = next) =>
  endOf(resetPassword({ token, password, networkAddress: newPlace(), requestId: "r" }));
const enter = (email: string, password: string) =>
  endOf(signIn({ email, password, networkAddress: newPlace(), device: "d", requestId: "r" }));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  admin = actorFor(await createUser({ roles: ["admin"] }));
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("a link for a new password", () => {
  it("replaces it once, of ten at the same moment for one, and ends every session", async () => {
    const person = await createUser({ password: testPassword });
    const session = (await openSession(person.id, "test")) ?? "";
    const { token } = await makeResetLink(admin, person.id);
    const tries = await Promise.all(Array.from({ length: 10 }, () => use(token)));
    expect(tries.filter((answer) => answer === "done")).toHaveLength(1);
    expect(new Set(tries)).toEqual(new Set(["done", "not_found:reset_link"]));
    expect(await resumeSession(session)).toBeNull();
    expect(await enter(person.email, testPassword)).toBe("forbidden:email_or_password");
    expect(await enter(person.email, next)).toBe("done");
  });

  it("is made by administrators alone, and the person and all administrators are told", async () => {
    const person = await createUser({ roles: ["reviewer"], password: testPassword });
    const other = await createUser({ roles: ["admin"] });
    expect(await endOf(makeResetLink(actorFor(person), other.id))).toBe("forbidden:forbidden");
    await makeResetLink(admin, person.id);
    const told = await db().notification.findMany({
      where: { kind: "reset_link_made" },
      orderBy: { id: "desc" },
      take: 3,
    });
    expect(new Set(told.map(({ userId }) => userId))).toEqual(new Set([person.id, admin.id, other.id]));
    const entry = await db().auditEntry.findFirstOrThrow({
      where: { subjectTable: "password_reset" },
      orderBy: { id: "desc" },
    });
    expect(entry).toMatchObject({ actor: `user:${admin.id}`, action: "person.reset_link_made", reason: "by_admin" });
  });

  it("is worth nothing once replaced, run out, or its person suspended; a weak password does not use it up", async () => {
    const person = await createUser({ password: testPassword });
    const first = await makeResetLink(admin, person.id);
    const second = await makeResetLink(admin, person.id);
    expect(await use(first.token)).toBe("not_found:reset_link");
    expect(await use(second.token, "motdepasse1234")).toBe("invalid_input:password_trivial");
    await withClient(database.ownerUrl, (client) =>
      client.query("UPDATE password_reset SET expires_at = now() - interval '1 second' WHERE user_id = $1", [
        person.id,
      ]),
    );
    expect(await use(second.token)).toBe("not_found:reset_link");
    const third = await makeResetLink(admin, person.id);
    await suspendPerson(admin, person.id, "account_at_risk");
    expect(await use(third.token)).not.toBe("done");
    expect(await endOf(makeResetLink(admin, person.id))).toBe("conflict:person_suspended");
    expect(await use("made up")).toBe("not_found:reset_link");
  });

  it("is kept as a hash", async () => {
    const person = await createUser({ password: testPassword });
    const { token } = await makeResetLink(admin, person.id);
    const rows = await db().passwordReset.findMany({ where: { userId: person.id } });
    const entries = await db().auditEntry.findMany({ where: { subjectTable: "password_reset" } });
    expect(
      JSON.stringify([rows, entries], (_, value: unknown) => (typeof value === "bigint" ? "" : value)),
    ).not.toContain(token);
  });

  it("is mailed to nobody who is not there, is suspended or has no password, and leaves no row of it", async () => {
    const gone = await createUser({ password: testPassword, status: "suspended" });
    const elsewhere = await createUser();
    const before = await db().passwordReset.count();
    for (const email of ["nobody@example.org", gone.email, elsewhere.email])
      expect(await sendResetLink(email, "r")).toBe(false);
    expect(await db().passwordReset.count()).toBe(before);
  });
});
