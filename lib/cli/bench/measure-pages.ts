import { Client } from "pg";
import { db, Prisma } from "@/lib/db/client";
import { keptName } from "@/lib/db/kept-statements";
import type { UserActor } from "@/lib/domain/access/actor";
import { pageSql } from "@/lib/queries/list-cases";
import { orderSql, rowsWhere, sortSql, viewSource } from "@/lib/queries/case-sql";
import type { CaseCursor } from "@/lib/tables/case-cursor";
import { caseAddressOf, casePageSize, type CaseQuery, noFilters } from "@/lib/tables/case-filters";
import { type CaseSort, type CaseView, sortsOfView, usualDirection, viewsOf } from "@/lib/tables/case-views";
import { ApiClient } from "./api-client";
import type { BenchDesk } from "./bench-desk";
import type { BenchPerson } from "./bench-people";
import { cpuEach, percentile, readCpu, rounded } from "./measures";

type Place = "first" | "middle";

export interface PageMeasure {
  readonly view: CaseView;
  readonly sort: CaseSort;
  readonly place: Place;
  readonly rows: number;
  readonly rounds: number;
  /** Milliseconds, through the API and by the same statement alone. */
  readonly api: { readonly p50: number; readonly p95: number };
  readonly sql: { readonly p50: number; readonly p95: number };
  /** What the API adds: the difference of the medians, each pair taken one after the other. */
  readonly over: number;
}

export interface PagesMeasure {
  readonly pages: readonly PageMeasure[];
  readonly all: {
    readonly api: { p50: number; p95: number };
    readonly sql: { p50: number; p95: number };
    readonly over: number;
  };
  readonly cpuMillisecondsEach: ReturnType<typeof cpuEach>;
}

interface Samples {
  api: number[];
  sql: number[];
}

/** Every view and sort that the reader has, its first page and one from the middle of the list, each through the API and bare. */
export async function measurePages(desk: BenchDesk, reader: BenchPerson, secondsEach: number): Promise<PagesMeasure> {
  const client = new ApiClient(desk.url, reader.token);
  const sql = new Client({ connectionString: desk.appUrl });
  await sql.connect();
  const pages: PageMeasure[] = [];
  const all: Samples = { api: [], sql: [] };
  try {
    await warmUp(client);
    const before = readCpu(desk.webPid, desk.postgresPid);
    for (const view of viewsOf(reader.actor)) {
      for (const sort of sortsOfView[view]) {
        for (const place of ["first", "middle"] as const) {
          const query = await queryAt(reader.actor, view, sort, place);
          if (query === null) continue;
          const { rows, samples } = await takeSamples(client, sql, reader.actor, query, secondsEach);
          pages.push({ view, sort, place, rows, rounds: samples.api.length, ...summary(samples) });
          all.api.push(...samples.api);
          all.sql.push(...samples.sql);
        }
      }
    }
    // Each round is one request and one bare statement: the database's share is counted for both.
    const cpuMillisecondsEach = cpuEach(before, readCpu(desk.webPid, desk.postgresPid), all.api.length);
    return { pages, all: summary(all), cpuMillisecondsEach };
  } finally {
    client.close();
    await sql.end();
  }
}

const summary = ({ api, sql }: Samples) => ({
  api: { p50: rounded(percentile(api, 0.5)), p95: rounded(percentile(api, 0.95)) },
  sql: { p50: rounded(percentile(sql, 0.5)), p95: rounded(percentile(sql, 0.95)) },
  over: rounded(percentile(api, 0.5) - percentile(sql, 0.5)),
});

/** The engine compiles what it has seen often. */
async function warmUp(client: ApiClient): Promise<void> {
  for (let round = 0; round < 150; round += 1) await client.get("/cases");
}

async function takeSamples(client: ApiClient, sql: Client, actor: UserActor, query: CaseQuery, seconds: number) {
  const { view, sort, cursor } = query;
  const address = `/cases${caseAddressOf({ view, sort, cursor })}`;
  const statement = pageSql(actor, query, casePageSize);
  const { text } = statement;
  // As the product sends it, kept by the connection or not.
  const name = keptName({ sql: text });
  const bare = { text, values: [...statement.values], ...(name !== "" && { name }) };
  const samples: Samples = { api: [], sql: [] };
  let rows = 0;
  const deadline = performance.now() + seconds * 1000;
  for (let round = 0; round < 205 && (round < 8 || performance.now() < deadline); round += 1) {
    const reply = await client.get(address);
    if (reply.status !== 200)
      throw new Error(`GET ${address} answered ${String(reply.status)}: ${reply.text.slice(0, 300)}`);
    if (round === 0) rows = (JSON.parse(reply.text) as { cases: unknown[] }).cases.length;
    const began = performance.now();
    await sql.query(bare);
    if (round < 3) continue;
    samples.sql.push(performance.now() - began);
    samples.api.push(reply.milliseconds);
  }
  return { rows, samples };
}

/** Null where the list has no such page. The middle is looked up by counting rows, which is just what the pages never do. */
async function queryAt(actor: UserActor, view: CaseView, sort: CaseSort, place: Place): Promise<CaseQuery | null> {
  const query: CaseQuery = { ...noFilters, view, sort, dir: usualDirection[sort], cursor: null };
  if (place === "first") return query;
  const { printed, tie } = sortSql[sort];
  const from = Prisma.sql`FROM ${viewSource(view)} WHERE ${rowsWhere(actor, view, noFilters)}`;
  const [counted] = await db().$queryRaw<{ rows: number }[]>`SELECT count(*)::integer AS rows ${from}`;
  const offset = Math.floor((counted?.rows ?? 0) / 2);
  if (offset < casePageSize) return null;
  const [row] = await db().$queryRaw<{ value: string; id: string }[]>`
    SELECT ${printed} AS value, ${tie} AS id ${from} ORDER BY ${orderSql(sort, query.dir)} OFFSET ${offset} LIMIT 1`;
  const cursor: CaseCursor | null = row ? { sort, goes: "on", offset, value: row.value, id: row.id } : null;
  return cursor && { ...query, cursor };
}
