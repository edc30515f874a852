import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorOfToken } from "@/lib/auth/token-actor";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { actorFor, createUser, type TestUser } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { createToken } from "./create-token";
import { revokeToken } from "./revoke-token";
import { suspendPerson } from "./suspend-person";

let database: TestDatabase;
let person: TestUser;
let actor: UserActor;
let place = 0;

const newPlace = () => `192.0.2.${String((place += 1))}`;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
const refusal = (error: unknown) => (error as { reason?: string }).reason;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  person = await createUser({ roles: ["volunteer", "reviewer"] });
  actor = actorFor(person);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("a token", () => {
  const header = (secret: string) => `Bearer ${secret}`;

  it("names its person with their roles, limited to its scopes, and is kept as a hash", async () => {
    const { id, secret } = await createToken(actor, { name: "script", scopes: ["report:write"], days: 30 });
    expect(secret).toMatch(/^dmq_[A-Za-z0-9_-]{43}$/);
    expect(await actorOfToken(header(secret), "req-t")).toEqual({
      kind: "user",
      id: person.id,
      pseudonym: person.pseudonym,
      roles: person.roles,
      requestId: "req-t",
      token: { id, scopes: ["report:write"] },
    });
    const row = await db().apiToken.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(secret.slice(4));
    expect(row.lastUsedAt).not.toBeNull();
    const trail = await db().auditEntry.count({ where: { subjectId: id } });
    await asOwner("UPDATE api_token SET last_used_at = now() - interval '2 minutes' WHERE id = $1", [id]);
    await actorOfToken(header(secret), "req-t");
    expect((await db().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime()).toBeGreaterThan(
      Date.now() - 30_000,
    );
    expect(await db().auditEntry.count({ where: { subjectId: id } })).toBe(trail);
  });

  it("is worth nothing once revoked, run out, or its person suspended", async () => {
    const admin = actorFor(await createUser({ roles: ["admin"] }));
    const owner = await createUser({ roles: ["reviewer"] });
    const make = () => createToken(actorFor(owner), { name: "t", scopes: ["case:read"], days: 1 });
    const [one, two, three] = [await make(), await make(), await make()];
    await expect(revokeToken(actor, one.id)).rejects.toMatchObject({ code: "not_found" });
    await revokeToken(actorFor(owner), one.id);
    expect(await actorOfToken(header(one.secret), "r")).toBeNull();
    await asOwner("UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1", [two.id]);
    expect(await actorOfToken(header(two.secret), "r")).toBeNull();
    expect(await actorOfToken(header(three.secret), "r")).not.toBeNull();
    await suspendPerson(admin, owner.id, "left");
    expect(await actorOfToken(header(three.secret), "r")).toBeNull();
  });

  it.each([null, "", "Bearer", "Bearer dmq_short", "Basic dmq_x", `Bearer dmq_${"a".repeat(43)}`])(
    "is not made up (%j)",
    async (sent) => {
      expect(await actorOfToken(sent, "r", newPlace())).toBeNull();
    },
  );

  it("is not guessed: a place that sends wrong ones is slowed", async () => {
    const networkAddress = newPlace();
    const wrong = () => actorOfToken(`Bearer dmq_${"b".repeat(43)}`, "r", networkAddress);
    const tries = await Promise.allSettled(Array.from({ length: 125 }, wrong));
    expect(tries.filter((one) => one.status === "rejected").map((one) => refusal(one.reason))).toEqual(
      Array(5).fill("tries_slowed"),
    );
  });

  it("lives for a year at most, there are twenty at most, and a token makes no token", async () => {
    const owner = actorFor(await createUser());
    const make = (days: number, as: UserActor = owner) =>
      createToken(as, { name: "t", scopes: ["report:write"], days });
    for (const days of [0, 366, 1.5, Number.NaN])
      await expect(make(days)).rejects.toMatchObject({ reason: "token_lifetime" });
    await expect(make(1, actorFor(await createUser({ roles: ["protection"] })))).rejects.toMatchObject({
      code: "forbidden",
    });
    const { secret } = await make(365);
    const bearer = await actorOfToken(header(secret), "r");
    if (bearer) await expect(make(1, bearer)).rejects.toMatchObject({ reason: "token_scope" });
    const made = await Promise.allSettled(Array.from({ length: 22 }, () => make(1)));
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
  });
});
