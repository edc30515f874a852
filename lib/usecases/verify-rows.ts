import "server-only";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import type { TrailReader } from "@/lib/db/trail-reader";
import { type AuditedTable, auditedTables, entriesByRow, liveRows, secretsOf } from "@/lib/db/verify-rows";
import type { Problem } from "@/lib/domain/audit/problems";
import {
  compareRow,
  type ContentClaim,
  contentProblem,
  type LiveRow,
  nextState,
  type RowState,
} from "@/lib/domain/audit/row-state";

/** Every live row of every audited table against all that its entries say, and the other way round; two sorted readings side by side. */
export async function* wrongRows(reader: TrailReader): AsyncGenerator<readonly Problem[]> {
  for (const table of await auditedTables(reader)) yield* wrongRowsOf(table, reader);
}

/** So many content columns are checked together. */
const contentsAtOnce = 500;

async function* wrongRowsOf(table: AuditedTable, reader: TrailReader): AsyncGenerator<readonly Problem[]> {
  let claims: ContentClaim[] = [];
  for await (const { row, state, live } of rowsWithStates(table, reader)) {
    const { problems, contents } = compareRow(table.name, row, state, live, table.defaults);
    if (problems.length > 0) yield problems;
    claims.push(...contents);
    if (claims.length < contentsAtOnce) continue;
    yield await wrongContents(reader, claims);
    claims = [];
  }
  yield await wrongContents(reader, claims);
}

async function wrongContents(reader: TrailReader, claims: readonly ContentClaim[]): Promise<Problem[]> {
  if (claims.length === 0) return [];
  const secrets = await secretsOf(reader, [...new Set(claims.map(({ entry }) => entry))]);
  return claims.flatMap((claim) => contentProblem(claim, secrets.get(claim.entry) ?? null, nodeHashing) ?? []);
}

interface Met {
  row: string;
  state: RowState | null;
  live: LiveRow | null;
}

async function* rowsWithStates(table: AuditedTable, reader: TrailReader): AsyncGenerator<Met> {
  const told = statesOf(table, reader);
  const lives = oneByOne(liveRows(reader, table));
  let [state, live] = [await told.next(), await lives.next()];
  while (state.done !== true || live.done !== true) {
    const isState = live.done === true || (state.done !== true && state.value.key <= live.value.key);
    const isLive = state.done === true || (live.done !== true && live.value.key <= state.value.key);
    const row = (isState ? state.value?.row : live.value?.row) ?? "";
    yield { row, state: isState ? (state.value?.state ?? null) : null, live: isLive ? (live.value ?? null) : null };
    if (isState) state = await told.next();
    if (isLive) live = await lives.next();
  }
}

interface Told {
  key: string;
  row: string;
  state: RowState;
}

async function* statesOf(table: AuditedTable, reader: TrailReader): AsyncGenerator<Told, undefined> {
  let last: Told | undefined;
  for await (const { key, row, ...entry } of oneByOne(entriesByRow(reader, table))) {
    const before: RowState | null = last?.key === key ? last.state : null;
    if (last !== undefined && before === null) yield last;
    last = { key, row, state: nextState(before, entry) };
  }
  if (last !== undefined) yield last;
  return undefined;
}

async function* oneByOne<Item>(parts: AsyncGenerator<Item[]>): AsyncGenerator<Item, undefined> {
  for await (const part of parts) yield* part;
  return undefined;
}
