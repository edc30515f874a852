import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { readSessionId } from "@/lib/auth/session-cookie";
import { resumeSession } from "@/lib/usecases/resume-session";
import { actorFor, createCase, createUser, signInCookie } from "./factories";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

it("makes people, their sessions and cases that the rules of the database accept", async () => {
  const reporter = await createUser({ roles: ["volunteer"] });
  const reviewer = await createUser({ roles: ["reviewer"] });
  const made = await createCase({ reporter: actorFor(reporter), state: "in_review", holder: actorFor(reviewer) });
  expect(await db().case.findUnique({ where: { id: made.id } })).toMatchObject({
    heldBy: reviewer.id,
    state: "in_review",
  });
  const cookie = await signInCookie(reviewer);
  const sessionId = await readSessionId(cookie.value);
  expect(await resumeSession(sessionId ?? "")).toMatchObject({ userId: reviewer.id, roles: ["reviewer"] });
});

it("opens no session for someone suspended", async () => {
  const gone = await createUser({ status: "suspended" });
  await expect(signInCookie(gone)).rejects.toThrow(/cannot sign in/);
});
