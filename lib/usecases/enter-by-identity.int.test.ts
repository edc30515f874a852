import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { actorFor, createUser, testPassword } from "@/lib/testing/factories";
import { endOf } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { enterByIdentity } from "./enter-by-identity";
import { linkIdentity, unlinkIdentity } from "./link-identity";

const issuer = "https://id.example.org";
let database: TestDatabase;
let place = 0;

const enter = (subject: string, email: string | null = null, isEmailVerified = true) =>
  enterByIdentity({
    issuer,
    subject,
    email,
    isEmailVerified,
    networkAddress: `192.0.2.${String((place += 1))}`,
    device: "d",
    requestId: "r",
  });
const ownerOf = async (subject: string) => {
  const { userId } = await db().externalIdentity.findFirstOrThrow({ where: { subject, endedAt: null } });
  return db().user.findUniqueOrThrow({ where: { id: userId } });
};

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("whom the provider vouches for", () => {
  it("becomes one applicant without rights, also when they come ten times at once", async () => {
    const subject = randomUUID();
    const entries = await Promise.all(Array.from({ length: 10 }, () => enter(subject, "new@example.org")));
    expect(new Set(entries.map(({ kind }) => kind)).has("refused")).toBe(false);
    expect(await db().externalIdentity.count({ where: { subject } })).toBe(1);
    const owner = await ownerOf(subject);
    expect(owner).toMatchObject({ status: "applicant", roles: [], email: "new@example.org", passwordHash: null });
    expect(await db().user.count({ where: { pseudonym: owner.pseudonym } })).toBe(1);
  });

  it.each([
    ["that is somebody's here", true, "taken@example.org"],
    ["that the provider has not verified", false, "unverified@example.org"],
  ])("gets nothing by an address %s", async (_, isVerified, email) => {
    const owner = await createUser({ email: "taken@example.org", roles: ["admin"] }).catch(() => null);
    const subject = randomUUID();
    await enter(subject, email, isVerified);
    const made = await ownerOf(subject);
    expect(made.email).toMatch(/@applicant\.invalid$/);
    expect(made.id).not.toBe(owner?.id);
    expect(made.roles).toEqual([]);
  });

  it("is not let in while suspended, and a link that ended opens nothing of its old account", async () => {
    const person = await createUser({ roles: ["reviewer"], password: testPassword });
    const subject = randomUUID();
    await linkIdentity(actorFor(person), { issuer, subject });
    expect(await enter(subject)).toMatchObject({ kind: "in" });
    const { id } = await db().externalIdentity.findFirstOrThrow({ where: { subject } });
    expect(await endOf(unlinkIdentity(actorFor(await createUser()), id))).toBe("not_found:identity");
    await unlinkIdentity(actorFor(person), id);
    await enter(subject);
    expect((await ownerOf(subject)).id).not.toBe(person.id);
  });

  it("is one account's: nobody links what is somebody else's, and nobody unlinks their only way in", async () => {
    const subject = randomUUID();
    const first = await createUser();
    await linkIdentity(actorFor(first), { issuer, subject });
    await linkIdentity(actorFor(first), { issuer, subject });
    expect(await endOf(linkIdentity(actorFor(await createUser()), { issuer, subject }))).toBe(
      "conflict:identity_taken",
    );
    const { id } = await db().externalIdentity.findFirstOrThrow({ where: { subject } });
    expect(await endOf(unlinkIdentity(actorFor(first), id))).toBe("conflict:last_way_in");
    expect(await db().externalIdentity.count({ where: { subject, endedAt: null } })).toBe(1);
    const told = await db().notification.findFirstOrThrow({ where: { userId: first.id, kind: "identity_linked" } });
    expect(told.params).toEqual({ issuer: "id.example.org" });
  });

  it("stands in the trail as a commitment, not by name", async () => {
    const subject = `somebody-${randomUUID()}`;
    await enter(subject);
    const entries = await db().auditEntry.findMany({ where: { subjectTable: "external_identity" } });
    expect(entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(entries.map(({ changes }) => changes))).not.toContain(subject);
  });
});
