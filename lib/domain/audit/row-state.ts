import { digestOf, type FieldValue, nonceOf } from "./entry-leaf";
import type { Hashing } from "./hashing";
import { toHex } from "./bytes";
import type { Problem } from "./problems";

/** What a row must be, by all that the trail says of it; and whether it is. */

export interface RowEntry {
  readonly id: string;
  readonly operation: string;
  readonly changes: Readonly<Record<string, readonly [FieldValue, FieldValue]>>;
}

export interface RowState {
  readonly isThere: boolean;
  /** Its beginning is told; of an erased row only the end is. */
  readonly isWhole: boolean;
  readonly lastEntry: string;
  /** Column → its value, by the entry that last spoke of it. */
  readonly values: ReadonlyMap<string, { readonly value: FieldValue; readonly entry: string }>;
}

/** One entry further; entries come in the order of their ids. */
export function nextState(before: RowState | null, { id, operation, changes }: RowEntry): RowState {
  const values = new Map(operation === "update" ? before?.values : []);
  if (operation !== "delete")
    for (const [column, [, value]] of Object.entries(changes)) values.set(column, { value, entry: id });
  return {
    isThere: operation !== "delete",
    isWhole: operation === "insert" || (operation === "update" && before?.isWhole === true),
    lastEntry: id,
    values,
  };
}

export interface LiveRow {
  readonly values: Readonly<Record<string, string | null>>;
  /** The unit that it belongs to was erased: only what its tombstone says is held against it. */
  readonly isErased: boolean;
}

/** A content column: the entry holds its digest, for which the entry's secret is wanted. */
export interface ContentClaim {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly value: string;
  readonly entry: string;
  readonly digest: string;
}

export interface RowFindings {
  readonly problems: readonly Problem[];
  readonly contents: readonly ContentClaim[];
}

const nothing: RowFindings = { problems: [], contents: [] };

/**
 * @param defaults values that rows have had since a column was added, without anybody having written them.
 */
export function compareRow(
  table: string,
  row: string,
  state: RowState | null,
  live: LiveRow | null,
  defaults: ReadonlyMap<string, string | null>,
): RowFindings {
  const id = `row ${table}/${row}`;
  if (live === null) {
    if (!state?.isThere) return nothing;
    return { problems: [{ id, problem: "row_gone", details: { entry: state.lastEntry } }], contents: [] };
  }
  const isWhole = state?.isThere === true && state.isWhole;
  if (!isWhole && !live.isErased) return { problems: [{ id, problem: "row_unentered" }], contents: [] };
  const problems: Problem[] = [];
  const contents: ContentClaim[] = [];
  const columns = isWhole && !live.isErased ? Object.keys(live.values) : [...(state?.values.keys() ?? [])];
  for (const column of columns) {
    const said = state?.values.get(column);
    const value = live.values[column] ?? null;
    if (said !== undefined && said.value !== null && typeof said.value !== "string" && value !== null)
      contents.push({ table, row, column, value, entry: said.entry, digest: said.value.digest });
    else if (
      value !== (said === undefined ? null : said.value) &&
      !(said === undefined && defaults.get(column) === value)
    )
      problems.push(valueDiffers(id, column, said?.entry));
  }
  return { problems, contents };
}

const valueDiffers = (id: string, column: string, entry: string | undefined): Problem => ({
  id,
  problem: "value_differs",
  details: { column, ...(entry !== undefined && { entry }) },
});

/** Whether the live text is the one that its entry committed to. A secret that is missing is complained of elsewhere. */
export function contentProblem(claim: ContentClaim, secret: Uint8Array | null, hashing: Hashing): Problem | null {
  if (secret === null) return null;
  const { table, row, column, value, entry, digest } = claim;
  const field = `new.${column}`;
  const found = digestOf(nonceOf(secret, entry, field, hashing), table, row, field, value, hashing);
  return toHex(found) === digest ? null : valueDiffers(`row ${table}/${row}`, column, entry);
}
