import { afterAll, beforeAll, expect, it } from "vitest";
import { actorOfToken } from "@/lib/auth/token-actor";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { actorFor, createUser, setUp, type TestUser } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { createToken } from "./create-token";
import { revokeToken } from "./revoke-token";

let database: TestDatabase;
let owner: TestUser;
const ask = (token: string) => actorOfToken(`Bearer ${token}`, "req");
const make = (days = 30) => createToken(actorFor(owner), { name: "Script", scopes: ["case:read"], days });

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  owner = await createUser({ roles: ["reviewer"] });
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

it("a token speaks for its owner, with its scopes, and its use is seen", async () => {
  const { id, secret: token } = await make();
  expect(await ask(token)).toMatchObject({ id: owner.id, roles: ["reviewer"], token: { id, scopes: ["case:read"] } });
  expect((await db().apiToken.findUnique({ where: { id } }))?.lastUsedAt).not.toBeNull();
});

it("the database holds its digest and never the token", async () => {
  const { secret: token } = await make();
  const rows = await db().apiToken.findMany();
  expect(JSON.stringify(rows)).not.toContain(token);
  const trail = await db().auditEntry.findMany({ where: { action: "token.created" }, select: { changes: true } });
  expect(JSON.stringify(trail)).not.toContain(token);
});

it("is refused from the next request on once it is revoked, by its owner alone", async () => {
  const { id, secret: token } = await make();
  const other = actorFor(await createUser({ roles: ["reviewer"] }));
  await expect(revokeToken(other, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await ask(token)).not.toBeNull();
  await revokeToken(actorFor(owner), id);
  expect(await ask(token)).toBeNull();
});

it("is refused once it has run out", async () => {
  const { id, secret: token } = await make();
  await change(setUp, "token.created", {}, (tx) =>
    tx.apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } }),
  );
  expect(await ask(token)).toBeNull();
});

it("is refused while its owner is suspended", async () => {
  const person = await createUser({ roles: ["reviewer"] });
  const { secret: token } = await createToken(actorFor(person), { name: "Script", scopes: ["case:read"], days: 1 });
  await change(setUp, "person.suspended", {}, (tx) =>
    tx.user.update({ where: { id: person.id }, data: { status: "suspended" } }),
  );
  expect(await ask(token)).toBeNull();
});

it("a token makes no token, and lasts a year at most", async () => {
  await expect(
    createToken(actorFor(owner, ["case:read", "case:write"]), { name: "x", scopes: ["case:read"], days: 1 }),
  ).rejects.toMatchObject({ code: "forbidden" });
  await expect(make(366)).rejects.toMatchObject({ code: "invalid_input", reason: "token_lifetime" });
});

it.each(["", "dmq_short", "Basic abc", "Bearer ", "Bearer dmq_' OR 1=1 --", `Bearer dmq_${"a".repeat(5000)}`])(
  "nothing else is a token: %s",
  async (header) => {
    expect(await actorOfToken(header, "req")).toBeNull();
  },
);
