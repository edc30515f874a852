import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { migrate } from "@/prisma/migrate";
import { listMigrations } from "@/prisma/migration-files";
import { applicationRole, withClient } from "./embedded";

let database: TestDatabase;
let folder: string;

const put = async (name: string, sql: string) => {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
};
const run = () => migrate({ ownerUrl: database.ownerUrl, applicationRole, folder });
const ask = <Row extends object>(url: string, sql: string) =>
  withClient(url, async (client) => (await client.query<Row>(sql)).rows);

describe("the runner of migrations", () => {
  beforeEach(async () => {
    database = await createEmptyDatabase();
    folder = await mkdtemp(path.join(tmpdir(), "demasque-migrations-"));
  });
  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it("applies what is new, in the order of names, and each file once", async () => {
    await put("0002_second", "INSERT INTO step VALUES ('second');");
    await put("0001_first", "CREATE TABLE step (name text); INSERT INTO step VALUES ('first');");
    expect(await run()).toEqual({ applied: ["0001_first", "0002_second"], total: 2 });
    expect(await run()).toEqual({ applied: [], total: 2 });
    await put("0003_third", "INSERT INTO step VALUES ('third');");
    expect((await run()).applied).toEqual(["0003_third"]);
    expect(await ask(database.ownerUrl, "SELECT name FROM step")).toEqual([
      { name: "first" },
      { name: "second" },
      { name: "third" },
    ]);
  });

  it("runs bodies of functions whole, semicolons and all", async () => {
    await put(
      "0001_body",
      "CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;",
    );
    await run();
    expect(await ask(database.ownerUrl, "SELECT two()")).toEqual([{ two: 2 }]);
  });

  it("leaves nothing of a migration that fails, keeps those before it, and names file and line", async () => {
    await put("0001_good", "CREATE TABLE good ();");
    await put("0002_bad", "CREATE TABLE half ();\nCREATE TABLE good ();");
    await put("0003_never", "CREATE TABLE never ();");
    await expect(run()).rejects.toThrow(/Migration 0002_bad failed.*already exists/);
    await put("0002_bad", "CREATE TABLE half ();\nCREATE TABLO x ();");
    await expect(run()).rejects.toThrow(/Migration 0002_bad failed in line 2/);
    const tables = await ask(
      database.ownerUrl,
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    expect(tables).toEqual([{ tablename: "_prisma_migrations" }, { tablename: "good" }]);
  });

  it("lets five starts that migrate at once apply each file once between them", async () => {
    await put("0001_first", "CREATE TABLE step (name text); SELECT pg_sleep(0.1);");
    await put("0002_second", "INSERT INTO step VALUES ('second');");
    const results = await Promise.all(Array.from({ length: 5 }, run));
    expect(results.flatMap((result) => result.applied).toSorted()).toEqual(["0001_first", "0002_second"]);
    expect(await ask(database.ownerUrl, "SELECT name FROM step")).toHaveLength(1);
  });

  it("refuses a file that was changed after it was applied", async () => {
    await put("0001_first", "CREATE TABLE step ();");
    await run();
    await put("0001_first", "CREATE TABLE step (); ");
    await expect(run()).rejects.toThrow(/0001_first\/migration.sql is not the file that was applied/);
  });

  it("refuses a database that a newer version has migrated", async () => {
    await put("0001_first", "CREATE TABLE step ();");
    await put("0002_newer", "SELECT 1;");
    await run();
    await rm(path.join(folder, "0002_newer"), { recursive: true });
    await expect(run()).rejects.toThrow(/newer version \(it has 0002_newer\)/);
  });

  it("keeps Prisma's own history, with the checksums that Prisma would compute", async () => {
    await put("0001_first", "SELECT 1;\n");
    await run();
    const [row] = await ask<{ checksum: string; applied_steps_count: number; finished: boolean }>(
      database.ownerUrl,
      "SELECT checksum, applied_steps_count, finished_at IS NOT NULL AND rolled_back_at IS NULL AS finished FROM _prisma_migrations",
    );
    // What sha256sum says of these ten bytes.
    expect(row).toEqual({
      checksum: "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd",
      applied_steps_count: 1,
      finished: true,
    });
  });
});

describe("the product's own migrations", () => {
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it("are all in a migrated database, and applying them again changes nothing", async () => {
    const result = await migrate({ ownerUrl: database.ownerUrl, applicationRole });
    expect(result).toEqual({ applied: [], total: (await listMigrations()).length });
    expect(result.total).toBeGreaterThan(0);
  });

  it("leave the application's role owning nothing and creating nothing", async () => {
    const owned = await ask(database.appUrl, "SELECT relname FROM pg_class WHERE relowner = current_user::regrole");
    expect(owned).toEqual([]);
    for (const sql of [
      "CREATE TABLE mine ()",
      "CREATE SCHEMA mine",
      "CREATE TEMP TABLE mine ()",
      "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ]) {
      await expect(ask(database.appUrl, sql), sql).rejects.toThrow(/permission denied/);
    }
  });

  it("leave neither role able to pass the triggers by", async () => {
    for (const url of [database.appUrl, database.ownerUrl]) {
      await expect(ask(url, "SET session_replication_role = replica")).rejects.toThrow(/permission denied/);
    }
    await expect(
      ask(database.appUrl, "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', 'x')"),
    ).rejects.toThrow(/permission denied/);
    await expect(ask(database.appUrl, "SELECT apply_grants('demasque_app')")).rejects.toThrow(/permission denied/);
  });
});
