import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { findLiveSession, openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { listPeople } from "@/lib/queries/list-people";
import { actorFor, createCase, createUser, testPassword } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { acceptInvitation } from "./accept-invitation";
import { createFirstAdmin } from "./create-first-admin";
import { invitePerson } from "./invite-person";
import { issueSetupCode } from "./issue-setup-code";
import { reinstatePerson } from "./reinstate-person";
import { revokeInvitation } from "./revoke-invitation";
import { setRoles } from "./set-roles";
import { suspendPerson } from "./suspend-person";

let database: TestDatabase;
let admin: UserActor;
let place = 0;

/** Every test comes from an address of its own, so that none is slowed by another. */
const newPlace = () => `203.0.113.${String((place += 1))}`;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
const lastEntry = async () => db().auditEntry.findFirst({ orderBy: { id: "desc" } });
const first = (code: string, email = "ines@association.example") =>
  createFirstAdmin({
    code,
    email,
    pseudonym: "Belladone",
    password: testPassword,
    organisation: "Collectif des loups",
    reviewsToo: true,
    networkAddress: newPlace(),
    requestId: "req-first",
  });
const accept = (token: string, email: string, networkAddress = newPlace()) =>
  acceptInvitation({
    token,
    email,
    pseudonym: "Colombine",
    password: testPassword,
    networkAddress,
    requestId: "req-join",
  });
const settled = async <T>(tries: Promise<T>[]) => {
  const results = await Promise.allSettled(tries);
  return {
    won: results.filter((one) => one.status === "fulfilled").length,
    reasons: results.flatMap((one) =>
      one.status === "rejected" ? [(one.reason as { reason?: string }).reason ?? String(one.reason)] : [],
    ),
  };
};

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("the first administrator", () => {
  it("is made by nobody who cannot read the terminal", async () => {
    await issueSetupCode(new Date());
    await expect(first("AAAA-AAAA")).rejects.toMatchObject({ code: "invalid_input", reason: "setup_code" });
    expect(await db().user.count()).toBe(0);
  });

  it("is not made with a code that has run out", async () => {
    const old = await issueSetupCode(new Date(Date.now() - 31 * 60_000));
    await expect(first(old?.code ?? "")).rejects.toMatchObject({ reason: "setup_code" });
  });

  it("is slowed when guessing from one place", async () => {
    const networkAddress = newPlace();
    const guess = () =>
      createFirstAdmin({
        code: "ZZZZZZZZ",
        email: "a@example.org",
        pseudonym: "A",
        password: testPassword,
        organisation: "",
        reviewsToo: false,
        networkAddress,
        requestId: "r",
      });
    const { reasons } = await settled(Array.from({ length: 14 }, guess));
    expect(reasons.filter((reason) => reason === "setup_code")).toHaveLength(10);
    expect(reasons.filter((reason) => reason === "tries_slowed")).toHaveLength(4);
  });

  it("is not made with a password that is guessed at once", async () => {
    const issued = await issueSetupCode(new Date());
    const weak = {
      code: issued?.code ?? "",
      email: "ines@association.example",
      pseudonym: "Belladone",
      password: "Belladone2026",
      organisation: "",
      reviewsToo: true,
    };
    await expect(createFirstAdmin({ ...weak, networkAddress: newPlace(), requestId: "r" })).rejects.toMatchObject({
      reason: "password_trivial",
    });
  });

  it("is one, of ten who hold good codes at the same moment", async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, () => issueSetupCode(new Date())));
    const { won, reasons } = await settled(
      codes.map((issued, at) => first(issued?.code ?? "", `ines${String(at)}@association.example`)),
    );
    expect(won).toBe(1);
    expect(new Set(reasons)).toEqual(new Set(["setup_done"]));
    expect(await db().user.count()).toBe(1);
    const user = await db().user.findFirstOrThrow();
    expect(user).toMatchObject({ pseudonym: "Belladone", roles: ["reviewer", "admin"], status: "active" });
    expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const entries = await db().auditEntry.findMany({ orderBy: { id: "asc" }, where: { actor: `user:${user.id}` } });
    expect(entries.map(({ action, subjectTable, reason }) => [action, subjectTable, reason])).toEqual([
      ["person.created", "user", "first_start"],
      ["setting.changed", "setting", "first_start"],
    ]);
    expect(JSON.stringify(entries.map(({ changes }) => changes))).not.toContain("association.example");
    admin = actorFor({ ...user, roles: user.roles as Role[] });
  });

  it("ends the first start: no code is printed and none is taken any more", async () => {
    expect(await issueSetupCode(new Date())).toBeNull();
    await expect(first("AAAA-AAAA")).rejects.toMatchObject({ code: "conflict", reason: "setup_done" });
  });
});

describe("an invitation", () => {
  it("lets one of ten who accept it at the same moment in", async () => {
    const { token } = await invitePerson(admin, { roles: ["volunteer"], note: "a friend" });
    expect(await lastEntry()).toMatchObject({ actor: `user:${admin.id}`, action: "person.invited" });
    const before = await db().user.count();
    const { won, reasons } = await settled(
      Array.from({ length: 10 }, (_, at) => accept(token, `colombine${String(at)}@example.org`)),
    );
    expect(won).toBe(1);
    expect(new Set(reasons)).toEqual(new Set(["invitation"]));
    expect(await db().user.count()).toBe(before + 1);
    const joined = await db().user.findFirstOrThrow({ where: { pseudonym: "Colombine" } });
    // The roles come with the charter, and with the words that are needed.
    expect(joined).toMatchObject({ roles: [], status: "applicant" });
    expect(await db().application.findUniqueOrThrow({ where: { userId: joined.id } })).toMatchObject({
      ...{ origin: "invitation", roles: ["volunteer"] },
    });
    const entry = await db().auditEntry.findFirst({ where: { action: "person.joined", subjectTable: "user" } });
    expect(entry).toMatchObject({ actor: `user:${joined.id}`, subjectId: joined.id });
    await expect(accept(token, "late@example.org")).rejects.toMatchObject({ code: "not_found", reason: "invitation" });
  });

  it("is worth nothing once revoked or run out", async () => {
    const revoked = await invitePerson(admin, { roles: ["reviewer"], note: "" });
    await revokeInvitation(admin, revoked.id);
    await expect(accept(revoked.token, "x1@example.org")).rejects.toMatchObject({ reason: "invitation" });
    await expect(revokeInvitation(admin, revoked.id)).rejects.toMatchObject({ code: "not_found" });
    const old = await invitePerson(admin, { roles: ["reviewer"], note: "" });
    await asOwner("UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = $1", [old.id]);
    await expect(accept(old.token, "x2@example.org")).rejects.toMatchObject({ reason: "invitation" });
  });

  it("is kept as a hash: whoever reads the table cannot use it", async () => {
    const { id, token } = await invitePerson(admin, { roles: ["volunteer"], note: "" });
    const row = await db().invitation.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(7 * 86_400_000);
  });

  it("makes no second account for an address, whatever its capitals", async () => {
    const { token } = await invitePerson(admin, { roles: ["volunteer"], note: "" });
    const taken = await createUser({ email: "taken@example.org" });
    await expect(accept(token, taken.email)).rejects.toMatchObject({ code: "conflict", reason: "email_taken" });
    expect(await accept(token, "free@example.org")).toMatchObject({ roles: [] });
  });

  it("is made by administrators alone", async () => {
    const others = (["volunteer", "reviewer", "safeguarding", "protection", "auditor"] as const).map((role) => role);
    for (const role of others) {
      const actor = actorFor(await createUser({ roles: [role] }));
      await expect(invitePerson(actor, { roles: ["admin"], note: "" })).rejects.toMatchObject({ code: "forbidden" });
      await expect(listPeople(actor)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("suspension and roles", () => {
  let reviewer: UserActor;
  beforeEach(async () => {
    reviewer = actorFor(await createUser({ roles: ["reviewer"] }));
  });

  it("shows a person out at their next request and puts their claims back into the queue, in the trail under the administrator", async () => {
    const session = (await openSession(reviewer.id, "test")) ?? "";
    expect(await findLiveSession(session)).not.toBeNull();
    const volunteer = actorFor(await createUser());
    const held = await createCase({ reporter: volunteer, state: "in_review", holder: reviewer });
    const second = await createCase({ reporter: volunteer, state: "second_opinion", holder: reviewer });
    const other = await createCase({ reporter: volunteer, state: "in_review", holder: admin });
    expect(await suspendPerson(admin, reviewer.id, "account_at_risk")).toMatchObject({ claims: 2 });
    expect(await findLiveSession(session)).toBeNull();
    expect(await openSession(reviewer.id, "again")).toBeNull();
    expect(await db().case.findUnique({ where: { id: held.id } })).toMatchObject({
      state: "open",
      heldBy: null,
      leaseUntil: null,
      version: 2,
    });
    expect(await db().case.findUnique({ where: { id: second.id } })).toMatchObject({
      state: "second_opinion",
      heldBy: null,
    });
    expect(await db().case.findUnique({ where: { id: other.id } })).toMatchObject({
      state: "in_review",
      heldBy: admin.id,
    });
    const entries = await db().auditEntry.findMany({ where: { reason: "account_at_risk" }, orderBy: { id: "asc" } });
    expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
      [`user:${admin.id}`, "person.suspended"],
      [`user:${admin.id}`, "case.released"],
      [`user:${admin.id}`, "case.released"],
    ]);
  });

  it("lets a person back in, who then has to sign in again", async () => {
    const session = (await openSession(reviewer.id, "test")) ?? "";
    await suspendPerson(admin, reviewer.id, "asked_for");
    await expect(suspendPerson(admin, reviewer.id, "asked_for")).rejects.toMatchObject({ reason: "person_suspended" });
    await reinstatePerson(admin, reviewer.id);
    expect(await findLiveSession(session)).toBeNull();
    expect(await openSession(reviewer.id, "test")).not.toBeNull();
  });

  it("gives new roles at the next request, and the claims of whoever reviews no longer back", async () => {
    const session = (await openSession(reviewer.id, "test")) ?? "";
    const held = await createCase({ reporter: actorFor(await createUser()), state: "in_review", holder: reviewer });
    await setRoles(admin, reviewer.id, ["volunteer"]);
    expect(await findLiveSession(session)).toMatchObject({ roles: ["volunteer"] });
    expect(await db().case.findUnique({ where: { id: held.id } })).toMatchObject({ state: "open", heldBy: null });
    const entry = await db().auditEntry.findFirst({ where: { action: "person.roles_set" }, orderBy: { id: "desc" } });
    expect(entry).toMatchObject({ actor: `user:${admin.id}`, subjectId: reviewer.id });
  });

  it("never leaves the desk without an administrator, also when two take the roles from each other at once", async () => {
    await expect(suspendPerson(admin, admin.id, "left")).rejects.toMatchObject({ reason: "own_suspension" });
    await expect(setRoles(admin, admin.id, ["reviewer"])).rejects.toMatchObject({ reason: "last_admin" });
    const second = actorFor(await createUser({ roles: ["admin"] }));
    const { won, reasons } = await settled([
      suspendPerson(admin, second.id, "left"),
      suspendPerson(second, admin.id, "left"),
    ]);
    expect(won).toBe(1);
    expect(reasons).toEqual(["last_admin"]);
    const left = await db().user.count({ where: { roles: { has: "admin" }, status: "active" } });
    expect(left).toBe(1);
    await asOwner(`UPDATE "user" SET status = 'active' WHERE id = $1`, [admin.id]);
  });

  it("is for administrators alone, and nobody manages the invented people of the samples", async () => {
    await expect(suspendPerson(reviewer, admin.id, "left")).rejects.toMatchObject({ code: "forbidden" });
    await expect(setRoles(reviewer, reviewer.id, ["admin"])).rejects.toMatchObject({ code: "forbidden" });
    const sample = await createUser();
    await asOwner(`UPDATE "user" SET is_sample = true WHERE id = $1`, [sample.id]);
    await expect(suspendPerson(admin, sample.id, "left")).rejects.toMatchObject({ reason: "sample_person" });
  });

  it("shows the list without e-mail addresses, and the last visit to the day", async () => {
    await openSession(reviewer.id, "test");
    const { people } = await listPeople(admin);
    const found = people.find(({ id }) => id === reviewer.id);
    expect(found?.lastSeenOn?.toISOString()).toMatch(/T00:00:00.000Z$/);
    expect(JSON.stringify(people)).not.toContain("@");
  });
});
