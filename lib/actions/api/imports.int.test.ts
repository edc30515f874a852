import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { actorFor, createUser } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { runImport } from "@/lib/usecases/run-import";
import { importQuerySchema, readImport, takeImport } from "./imports";

let database: TestDatabase;
let script: UserActor;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  script = actorFor(await createUser(), ["report:write"]);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const file = "link,seen\nhttps://x.com/api_import_1,a\nnothing,b\nhttps://x.com/api_import_2,c\n";

it("a script's file is taken in by the worker, and its bad rows are told by line", async () => {
  const query = importQuerySchema.parse({ track: "redirecting_bot", age: "no", name: "liste.csv" });
  const { id, status } = await takeImport(script, bytesOf(file), query);
  expect(status).toBe("queued");
  await runImport(id);
  const ended = await readImport(script, id);
  expect(ended).toMatchObject({ status: "done", createdCount: 2, refusedCount: 1 });
  expect(ended.problems.map(({ line }) => line)).toEqual([3]);
  expect((await readImport(script, id, 3)).problems).toEqual([]);
});

it("what neither columns nor query say is named, and nothing is left waiting", async () => {
  const before = await db().case.count();
  await expect(takeImport(script, bytesOf(file), importQuerySchema.parse({}))).rejects.toMatchObject({
    ...{ code: "invalid_input", reason: "import_lacks" },
  });
  expect(await db().case.count()).toBe(before);
  expect(await db().import.count({ where: { status: { in: ["uploaded", "queued"] } } })).toBe(0);
  expect(importQuerySchema.safeParse({ tracks: "redirecting_bot" }).success).toBe(false);
});

it("another's import does not exist, and a token without the scope imports nothing", async () => {
  const query = importQuerySchema.parse({ track: "redirecting_bot", age: "no", dry_run: "true" });
  const { id } = await takeImport(script, bytesOf(file), query);
  const other = actorFor(await createUser(), ["report:write"]);
  await expect(readImport(other, id)).rejects.toMatchObject({ code: "not_found" });
  const reader = actorFor(await createUser(), ["case:read"]);
  await expect(takeImport(reader, bytesOf(file), query)).rejects.toMatchObject({ reason: "token_scope" });
});
