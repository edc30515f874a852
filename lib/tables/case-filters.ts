import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsStringLiteral,
} from "nuqs/server";
import type { Actor } from "@/lib/domain/access/actor";
import { readTag } from "@/lib/domain/case/tags";
import { caseStates, platformIds, tracks } from "@/lib/domain/case/vocabulary";
import { parseAsCaseCursor } from "./case-cursor";
import {
  caseSorts,
  type CaseSort,
  type CaseView,
  caseViews,
  type SortDirection,
  sortDirections,
  sortsOfView,
  usualDirection,
  viewsOf,
} from "./case-views";

const longestSearch = 200;

const parseAsSearch = createParser<string>({
  parse: (text) => text.normalize("NFC").replace(/\s+/g, " ").trim().slice(0, longestSearch) || null,
  serialize: (text) => text,
});
const parseAsTag = createParser<string>({ parse: readTag, serialize: (tag) => tag });

/** What narrows a view. Each has its SQL in lib/queries/case-sql.ts, or the product does not compile. */
export const caseFilterParsers = {
  q: parseAsSearch,
  track: parseAsStringLiteral(tracks),
  platform: parseAsArrayOf(parseAsStringLiteral(platformIds)),
  state: parseAsArrayOf(parseAsStringLiteral(caseStates)),
  tag: parseAsTag,
};
export type CaseFilters = inferParserType<typeof caseFilterParsers>;
export type CaseFilterName = keyof CaseFilters;
export const caseFilterNames = Object.keys(caseFilterParsers) as CaseFilterName[];

/** The queue's whole state in the address, read by server and browser with the same parsers. */
export const caseQueryParsers = {
  view: parseAsStringLiteral(caseViews),
  ...caseFilterParsers,
  sort: parseAsStringLiteral(caseSorts),
  dir: parseAsStringLiteral(sortDirections),
  cursor: parseAsCaseCursor,
};
export type CaseAddress = inferParserType<typeof caseQueryParsers>;

export const loadCaseAddress = createLoader(caseQueryParsers);
/** Writes the address of a list; "" stands for nothing but defaults. */
export const caseAddressOf = createSerializer(caseQueryParsers);

export const casePageSize = 50;

/** An address made complete for one actor: a view that they have, a sort that the view has. */
export interface CaseQuery extends Omit<CaseAddress, "view" | "sort" | "dir"> {
  view: CaseView;
  sort: CaseSort;
  dir: SortDirection;
}

/** Null when the actor has no list at all. What does not fit (a foreign view, another sort's cursor) gives way to the usual. */
export function caseQueryFor(actor: Actor, address: CaseAddress): CaseQuery | null {
  const views = viewsOf(actor);
  const view = views.find((one) => one === address.view) ?? views[0];
  if (view === undefined) return null;
  const sorts = sortsOfView[view];
  const sort = sorts.find((one) => one === address.sort) ?? sorts[0];
  const dir = (sort === address.sort ? address.dir : null) ?? usualDirection[sort];
  const cursor = address.cursor?.sort === sort ? address.cursor : null;
  return {
    ...address,
    platform: address.platform?.length ? address.platform : null,
    state: address.state?.length ? address.state : null,
    view,
    sort,
    dir,
    cursor,
  };
}

export const hasFilters = (query: CaseFilters): boolean => caseFilterNames.some((name) => query[name] !== null);

export const noFilters: CaseFilters = { q: null, track: null, platform: null, state: null, tag: null };
