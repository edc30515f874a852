import { caseAddressOf, type CaseQuery, hasFilters, noFilters } from "./case-filters";
import { type CaseView, sortsOfView, usualDirection } from "./case-views";

/** The address of a list, "?" and all: from the first page on, unless a cursor is among the changes. What is usual is left out. */
export function searchOf(query: CaseQuery, changes: Partial<CaseQuery> = {}): string {
  const next = { ...query, cursor: null, ...changes };
  const isUsualWay = next.dir === usualDirection[next.sort];
  const isUsual = isUsualWay && next.sort === sortsOfView[next.view][0];
  return caseAddressOf({ ...next, sort: isUsual ? null : next.sort, dir: isUsualWay ? null : next.dir });
}

/** A view as it is without any filter, in its usual order. */
export function searchOfView(view: CaseView): string {
  return caseAddressOf({ view, ...noFilters, sort: null, dir: null, cursor: null });
}

/** Whether a list is more than one of the views that everybody has. */
export function isOwnList(query: CaseQuery): boolean {
  return hasFilters(query) || query.sort !== sortsOfView[query.view][0] || query.dir !== usualDirection[query.sort];
}
