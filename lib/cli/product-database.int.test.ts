import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnvironment } from "@/lib/env";
import { hasOlderPostgres, startOlderPostgres, type OutsidePostgres } from "@/lib/testing/older-postgres";
import { createEmptyDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { withClient } from "./postgres/embedded";
import { migrateProduct, openOutsideDatabase } from "./product-database";

const open = async (variables: Record<string, string>) => {
  const database = await openOutsideDatabase(parseEnvironment(variables));
  const migrated = await migrateProduct(database, () => undefined);
  return { database, migrated, warnings: [...database.warnings, ...migrated.warnings] };
};

describe("a database from outside", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());

  it("says that the trail's grants do not hold when the application migrates as itself", async () => {
    const alone = await createEmptyDatabase();
    const { warnings } = await open({ DATABASE_URL: alone.ownerUrl });
    expect(warnings).toEqual([expect.stringMatching(/^DATABASE_OWNER_URL is not set:.*grants do not hold/)]);
    await alone.drop();
  });

  it("has nothing to say when owner and application are two roles", async () => {
    const { warnings, migrated } = await open({ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl });
    expect(warnings).toEqual([]);
    expect(migrated.applied.length).toBe(migrated.total);
  });

  it("says so when the application's role owns the tables though an owner's address is given", async () => {
    const { warnings } = await open({
      DATABASE_URL: database.ownerUrl,
      DATABASE_OWNER_URL: `${database.ownerUrl}?application_name=x`,
    });
    expect(warnings).toEqual([expect.stringMatching(/demasque_owner owns tables .*grants do not hold/)]);
  });

  it("says so when the application is the database's superuser", async () => {
    const { warnings } = await open({ DATABASE_URL: database.superuserUrl, DATABASE_OWNER_URL: database.ownerUrl });
    expect(warnings).toContainEqual(expect.stringMatching(/superuser/));
  });

  it("names the variable, and not the password, when it cannot be used", async () => {
    const wrong = new URL(database.appUrl);
    wrong.password = "not-the-password";
    const attempt = open({ DATABASE_URL: wrong.href });
    await expect(attempt).rejects.toThrow(/^DATABASE_URL: the database cannot be used: password authentication failed/);
    await expect(attempt).rejects.not.toThrow(/not-the-password/);
  });
});

describe.skipIf(!hasOlderPostgres)("Postgres 15 (skipped where /usr/lib/postgresql/15 is not installed)", () => {
  let server: OutsidePostgres;
  beforeAll(async () => {
    server = await startOlderPostgres();
    await withClient(server.superuserUrl, async (client) => {
      await client.query("CREATE ROLE desk_owner LOGIN");
      await client.query("CREATE ROLE desk_app LOGIN");
      await client.query("CREATE DATABASE desk OWNER desk_owner");
    });
  });
  afterAll(() => server.stop());

  it("takes every migration, with an owner's and an application's role of any name", async () => {
    const { warnings, database } = await open({
      DATABASE_URL: server.url("desk_app", "desk"),
      DATABASE_OWNER_URL: server.url("desk_owner", "desk"),
    });
    expect(warnings).toEqual([]);
    expect(database.applicationRole).toBe("desk_app");
    await withClient(server.url("desk_app", "desk"), async (client) => {
      await expect(client.query("INSERT INTO audit_entry DEFAULT VALUES")).rejects.toThrow(/permission denied/);
      await expect(client.query("CREATE TABLE mine ()")).rejects.toThrow(/permission denied/);
    });
  });
});
