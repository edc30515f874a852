import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
}

const plainTypes: Readonly<Record<string, string>> = {
  String: "text",
  Int: "int4",
  BigInt: "int8",
  Float: "float8",
  Boolean: "bool",
  DateTime: "timestamp",
  Json: "jsonb",
  Bytes: "bytea",
};
const nativeTypes: Readonly<Record<string, string>> = {
  Uuid: "uuid",
  Timestamptz: "timestamptz",
  Date: "date",
  SmallInt: "int2",
  Text: "text",
};

/** The columns that prisma/schema.prisma promises, read from its text: fields of other models are relations and no columns. */
function columnsOfSchema(): Column[] {
  const text = readFileSync("prisma/schema.prisma", "utf8");
  return [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].flatMap(([, model = "", body = ""]) => {
    const table = /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? model;
    return [...body.matchAll(/^ {2}(\w+) +(\w+)(?:\("(\w+)[^"]*"\))?(\[\])?(\?)?(.*)$/gm)].flatMap(
      ([, field = "", type = "", unsupported, list, optional, rest = ""]) => {
        const plain = unsupported ?? plainTypes[type];
        if (plain === undefined) return [];
        const native = /@db\.(\w+)/.exec(rest)?.[1];
        const base = native === undefined ? plain : (nativeTypes[native] ?? native);
        const name = /@map\("([^"]+)"\)/.exec(rest)?.[1] ?? field;
        return [{ table, name, type: list === undefined ? base : `_${base}`, isRequired: optional === undefined }];
      },
    );
  });
}

const inOrder = (columns: readonly Column[]) =>
  columns.map(({ table, name, type, isRequired }) => `${table}.${name} ${type}${isRequired ? "" : "?"}`).toSorted();

describe("the database that the migrations make", () => {
  let database: TestDatabase;
  let columns: Column[];

  beforeAll(async () => {
    database = await createTestDatabase();
    columns = await withClient(database.ownerUrl, async (client) => {
      const { rows } = await client.query<Column>(
        `SELECT c.table_name AS "table", c.column_name AS name, c.udt_name AS type, c.is_nullable = 'NO' AS "isRequired"
           FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
          WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'`,
      );
      return rows;
    });
  });
  afterAll(() => database.drop());

  it("has the columns that the models promise: names, types, and what may be empty", () => {
    const promised = columnsOfSchema();
    const modelled = new Set(promised.map((column) => column.table));
    expect(promised.length).toBeGreaterThan(100);
    expect(inOrder(columns.filter((column) => modelled.has(column.table)))).toEqual(inOrder(promised));
  });

  it("keeps only what SQL alone works on out of the models", () => {
    const modelled = new Set(columnsOfSchema().map((column) => column.table));
    const others = new Set(columns.map((column) => column.table).filter((table) => !modelled.has(table)));
    // What the lane has locked is moved by the database alone.
    expect([...others].filter((table) => !table.startsWith("locked_")).toSorted()).toEqual([
      "audit_checkpoint",
      "audit_cosignature",
      "audit_key",
      "audit_leaf",
      "audit_log",
      "audit_queue",
      "audit_tile",
      "audit_verification",
      "batch_item",
      "batch_mail",
      "case_count",
      "case_count_delta",
      "case_transition",
      "commitment_secret",
      "first_contact",
      "image_content",
      "ledger_count",
      "ledger_count_delta",
      "ledger_line",
      "notice_delivery",
      "rate_limit",
      "report_account",
      "trail_setting",
      "webhook",
      "webhook_delivery",
      "witness",
    ]);
  });
});
