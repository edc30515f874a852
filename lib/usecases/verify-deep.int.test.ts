import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { openAttackedTrail, verified, writeEntries } from "@/lib/testing/attacked-trail";

let trail: Awaited<ReturnType<typeof openAttackedTrail>>;
beforeAll(async () => (trail = await openAttackedTrail()));
beforeEach(() => trail.restart());
afterAll(() => trail.close());

const deep = async (): Promise<string[]> => {
  const { lines, status } = await verified("--deep");
  expect(status).toBe(1);
  return lines;
};
const lastEntryOf = async (table: string, row: string, column: string): Promise<string> => {
  const { rows } = await trail.asSuperuser(
    "SELECT max(id)::text AS id FROM audit_entry WHERE subject_table = $1 AND subject_id = $2 AND changes ? $3",
    [table, row, column],
  );
  return rows[0]?.["id"] ?? "";
};

describe("live rows against their entries:", () => {
  it("agree where nobody touched them, erased and unsealed ones included", async () => {
    await writeEntries(1);
    const { lines, status } = await verified("--deep");
    expect(lines).toEqual([
      expect.stringMatching(/^Verified \d+ entries in 1 log, and the rows they are about: no problem\.$/),
    ]);
    expect(status).toBe(0);
  });

  it("the shallow pass does not see what the deep one does", async () => {
    await trail.asSuperuser(`UPDATE "case" SET state = 'rejected' WHERE id = '${trail.decided.id}'`);
    expect((await verified()).status).toBe(0);
    const entry = await lastEntryOf("case", trail.decided.id, "state");
    expect(await deep()).toContain(
      `row case/${trail.decided.id}: is not the value of its last entry (column state, entry ${entry})`,
    );
  });

  it("a value that was changed with the triggers off", async () => {
    await trail.asSuperuser(`UPDATE "case" SET opened_by = NULL WHERE id = '${trail.open.id}'`);
    const entry = await lastEntryOf("case", trail.open.id, "opened_by");
    expect((await deep())[0]).toBe(
      `row case/${trail.open.id}: is not the value of its last entry (column opened_by, entry ${entry})`,
    );
  });

  it("a text that was changed, of which the trail holds a digest only", async () => {
    const { id } = await db().opinion.findFirstOrThrow({ where: { caseId: trail.decided.id, note: { not: "" } } });
    await trail.asSuperuser(`UPDATE opinion SET note = 'Same pictures as in June.' WHERE id = '${id}'`);
    const entry = await lastEntryOf("opinion", id, "note");
    expect((await deep())[0]).toBe(
      `row opinion/${id}: is not the value of its last entry (column note, entry ${entry})`,
    );
  });

  it("a value where there was none, and none where there was one", async () => {
    await trail.asSuperuser(`UPDATE account SET stable_id = NULL WHERE id = '${trail.open.accountId}'`);
    await trail.asSuperuser(`UPDATE "case" SET language = 'fr' WHERE id = '${trail.open.id}'`);
    const lines = await deep();
    const entry = await lastEntryOf("account", trail.open.accountId, "stable_id");
    expect(lines).toContain(
      `row account/${trail.open.accountId}: is not the value of its last entry (column stable_id, entry ${entry})`,
    );
    expect(lines).toContain(`row case/${trail.open.id}: is not the value of its last entry (column language)`);
  });

  it("a row that was added", async () => {
    const { rows } = await trail.asSuperuser(
      `INSERT INTO case_tag (case_id, tag, added_by) VALUES ('${trail.open.id}', 'é🙂', '${trail.reporter.id}') RETURNING added_by::text`,
    );
    expect((await deep())[0]).toBe(
      `row case_tag/${trail.open.id}:é🙂:${rows[0]?.["added_by"] ?? ""}: has no entry of its insertion`,
    );
  });

  it("a row that was deleted", async () => {
    const { id } = await db().opinion.findFirstOrThrow({ where: { caseId: trail.decided.id, note: "" } });
    await trail.asSuperuser(`DELETE FROM opinion WHERE id = '${id}'`);
    expect((await deep())[0]).toMatch(
      new RegExp(`^row opinion/${id}: is gone, and no entry says so \\(entry \\d+\\)$`),
    );
  });

  it("an erased row whose tombstone was changed, brought back to life, or taken away", async () => {
    const row = `row case/${trail.erased.id}`;
    await trail.asSuperuser(`UPDATE "case" SET erased_at = now() - interval '1 year' WHERE id = '${trail.erased.id}'`);
    expect((await deep())[0]).toMatch(
      new RegExp(`^${row}: is not the value of its last entry \\(column erased_at, entry \\d+\\)$`),
    );
    await trail.asSuperuser(`UPDATE report SET observed = 'remembered' WHERE case_id = '${trail.erased.id}'`);
    expect((await deep()).filter((line) => line.startsWith("row report/"))).toEqual([
      expect.stringMatching(/: is not the value of its last entry \(column observed, entry \d+\)$/),
    ]);
    await trail.asSuperuser(`DELETE FROM "case" WHERE id = '${trail.erased.id}'`);
    expect((await deep())[0]).toMatch(new RegExp(`^${row}: is gone, and no entry says so`));
  });
});

describe("what the guarantees rest on is held against the migrations:", () => {
  it.each([
    [
      "a trigger that is off",
      `ALTER TABLE "case" DISABLE TRIGGER audited`,
      "trigger case.audited: is disabled, or not as the migrations made it",
    ],
    [
      "every trigger off",
      "ALTER TABLE opinion DISABLE TRIGGER ALL",
      "trigger opinion.audited: is disabled, or not as the migrations made it",
    ],
    ["a trigger that is gone", "DROP TRIGGER append_only ON audit_leaf", "trigger audit_leaf.append_only: is missing"],
    [
      "a trigger that keeps a column to itself",
      `DROP TRIGGER audited ON setting; CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON setting
      FOR EACH ROW EXECUTE FUNCTION write_audit_entry('none', 'key_unused', '', 'key', '', 'value,updated_at')`,
      "trigger setting.audited: is disabled, or not as the migrations made it",
    ],
    [
      "a trigger of somebody else's",
      "CREATE TRIGGER quiet BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
      "trigger audit_entry.quiet: was not made by the migrations",
    ],
    [
      "a grant on the trail",
      "GRANT DELETE ON audit_entry TO demasque_app",
      "grant DELETE on audit_entry: was not granted by the migrations",
    ],
    [
      "a grant on one column",
      "GRANT UPDATE (actor) ON audit_entry TO demasque_app",
      "grant UPDATE on audit_entry: was not granted by the migrations",
    ],
    [
      "a grant on the secrets",
      "GRANT SELECT ON commitment_secret TO demasque_app",
      "grant SELECT on commitment_secret: was not granted by the migrations",
    ],
    [
      "a grant to everybody",
      "GRANT INSERT ON audit_leaf TO PUBLIC",
      "grant INSERT on audit_leaf: was not granted by the migrations",
    ],
    [
      "a function of the eraser's for everybody",
      "GRANT EXECUTE ON FUNCTION apply_grants(text) TO PUBLIC; ALTER FUNCTION apply_grants(text) SECURITY DEFINER",
      "function apply_grants(app_role text): is missing, or not as the migrations made it",
    ],
    [
      "a function with another text",
      "CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
      "function refuse_rewriting(): is missing, or not as the migrations made it",
    ],
    [
      "a function that runs as its caller",
      "ALTER FUNCTION write_audit_entry() SECURITY INVOKER",
      "function write_audit_entry(): is missing, or not as the migrations made it",
    ],
    [
      "a function of another owner",
      "ALTER FUNCTION is_erasing() OWNER TO postgres",
      "function is_erasing(): is missing, or not as the migrations made it",
    ],
    [
      "a table in another hand",
      "ALTER TABLE audit_tile OWNER TO postgres",
      "table audit_tile: is no ordinary table of the owner's",
    ],
    [
      "a rule that swallows entries",
      "CREATE RULE quiet AS ON INSERT TO audit_queue DO INSTEAD NOTHING",
      "table audit_queue: is no ordinary table of the owner's",
    ],
    [
      "another name for the application",
      "UPDATE trail_setting SET value = 'somebody' WHERE key = 'app_role'",
      "setting app_role: weakens what the triggers keep",
    ],
  ])("%s", async (_, attack, line) => {
    await trail.asSuperuser(attack);
    expect((await deep())[0]).toBe(line);
  });

  it("a setting that switches triggers off for whoever connects", async () => {
    const { rows } = await trail.asSuperuser("SELECT current_database() AS name");
    await trail.asSuperuser(`ALTER DATABASE ${rows[0]?.["name"] ?? ""} SET session_replication_role = replica`);
    expect((await deep())[0]).toBe("setting session_replication_role: weakens what the triggers keep");
  });
});
