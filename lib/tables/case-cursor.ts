import { createParser } from "nuqs/server";
import { caseSorts, type CaseSort } from "./case-views";

/** Where a page begins: beside which row, in which direction, and how many rows lie before it. */
export interface CaseCursor {
  sort: CaseSort;
  /** "on": the rows after this one; "back": the rows before it. */
  goes: "on" | "back";
  /** How many rows came before the page's first one when the cursor was made; for "51 to 100" only. */
  offset: number;
  /** The row's value in the sorted column, as Postgres prints it: times to the microsecond, which Date would lose. */
  value: string;
  /** The row's tie-breaker. */
  id: string;
}

const isInteger = (text: string): boolean => /^-?\d{1,18}$/.test(text);

function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text)) return false;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, 19) === text.slice(0, 19);
}

const valueChecks: Readonly<Record<CaseSort, (text: string) => boolean>> = {
  priority: isInteger,
  reports: isInteger,
  opened: isInstant,
  changed: isInstant,
  due: isInstant,
  logged: isInstant,
};

const isSort = (text: string | undefined): text is CaseSort => caseSorts.some((sort) => sort === text);

/** Null for anything that this product did not write itself: a cursor is opaque, and a spoilt one means the first page. */
export function readCaseCursor(text: string): CaseCursor | null {
  if (!/^[A-Za-z0-9_-]{20,200}$/.test(text)) return null;
  let plain: string;
  try {
    plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
  const [sort, goes, offset, value, id, ...rest] = plain.split("|");
  if (!isSort(sort) || (goes !== "on" && goes !== "back") || rest.length > 0) return null;
  if (offset === undefined || !/^\d{1,9}$/.test(offset)) return null;
  if (value === undefined || !valueChecks[sort](value)) return null;
  if (id === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  return { sort, goes, offset: Number(offset), value, id };
}

export function writeCaseCursor(cursor: CaseCursor): string {
  const plain = [cursor.sort, cursor.goes, String(cursor.offset), cursor.value, cursor.id].join("|");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export const parseAsCaseCursor = createParser<CaseCursor>({
  parse: readCaseCursor,
  serialize: writeCaseCursor,
  eq: (a, b) => writeCaseCursor(a) === writeCaseCursor(b),
});
