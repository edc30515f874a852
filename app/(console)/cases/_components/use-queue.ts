import { type RowSelectionState, type SortingState, useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { useMemo, useState, useTransition } from "react";
import type { CaseRow } from "@/lib/queries/list-cases";
import { routes } from "@/lib/routes";
import type { CaseQuery } from "@/lib/tables/case-filters";
import { searchOf } from "@/lib/tables/case-links";
import { sortsOfView } from "@/lib/tables/case-views";
import type { QueueLayout } from "@/lib/tables/queue-layout";
import { type ColumnId, columnsFor, features, sortOfColumn } from "./queue-columns";
import type { QueueProps } from "./queue-props";
import { useRowWords } from "./use-row-words";

type Patch = Partial<CaseRow>;

interface Kept {
  /** The list that was asked for, and the page of it: what is selected belongs to it. */
  list: string;
  /** When it was read: what one's own acts have changed ends with it, for then the server's rows tell. */
  asOf: string;
  selection: RowSelectionState;
  /** Everything that the list shows is meant, over all its pages. */
  isWhole: boolean;
  /** Stays on its case when the rows are read anew. */
  currentId: string | undefined;
  patches: ReadonlyMap<string, Patch>;
}

/** The same list read again keeps what is selected of the rows that are still there; another list begins with nothing selected. */
function readAgain(kept: Kept, list: string, { asOf, rows }: QueueProps["page"]): Kept {
  const isSame = kept.list === list;
  const ticked = isSame ? rows.filter(({ id }) => kept.selection[id] === true) : [];
  return {
    ...kept,
    list,
    asOf,
    selection: Object.fromEntries(ticked.map(({ id }) => [id, true])),
    isWhole: isSame && kept.isWhole && ticked.length === rows.length,
    patches: new Map(),
  };
}

/** "Age" counts from the opening: the oldest first is the largest age first. */
const isDescending = (column: ColumnId, query: CaseQuery): boolean => (column === "age") === (query.dir === "asc");

function sortingOf(query: CaseQuery): SortingState {
  const column = (Object.keys(sortOfColumn) as ColumnId[]).find((id) => sortOfColumn[id] === query.sort);
  return column === undefined ? [] : [{ id: column, desc: isDescending(column, query) }];
}

/**
 * The state of the screen between two answers of the server: what is selected, which row is current, what one's own acts have
 * changed in rows that stay where they are. A page is read again without its reader's doing (in their own time zone, for one): what
 * they have selected outlives that.
 */
export function useQueue({ query, page }: Pick<QueueProps, "query" | "page">, layout: QueueLayout) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const list = searchOf(query, { cursor: query.cursor });
  const [kept, setKept] = useState<Kept>({
    ...{ list, asOf: page.asOf, selection: {}, isWhole: false },
    ...{ currentId: undefined, patches: new Map() },
  });
  const isRead = kept.list === list && kept.asOf === page.asOf;
  const state = isRead ? kept : readAgain(kept, list, page);
  if (!isRead) setKept(state);
  /** What comes late, from a list that was left meanwhile, changes nothing. */
  const alter = (how: (now: Kept) => Partial<Kept>) =>
    setKept((now) => (now.list === list ? { ...now, ...how(now) } : now));

  const { patches } = state;
  const rows = useMemo(() => page.rows.map((row) => ({ ...row, ...patches.get(row.id) })), [page.rows, patches]);
  const words = useRowWords(query.view);
  const columns = useMemo(() => columnsFor({ view: query.view, words }), [query.view, words]);
  const columnVisibility = useMemo(() => Object.fromEntries(layout.hidden.map((id) => [id, false])), [layout.hidden]);
  const sorting = useMemo(() => sortingOf(query), [query]);
  const sorts = sortsOfView[query.view];

  const go = (changes: Partial<CaseQuery>) => start(() => router.push(routes.queue() + searchOf(query, changes)));
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    manualSorting: true,
    enableSortingRemoval: false,
    sortDescFirst: true,
    state: { rowSelection: state.selection, columnVisibility, sorting },
    onRowSelectionChange: (updater) =>
      alter((now) => ({
        selection: typeof updater === "function" ? updater(now.selection) : updater,
        isWhole: false,
      })),
    onSortingChange: (updater) => {
      const [next] = typeof updater === "function" ? updater(sorting) : updater;
      const column = next?.id as ColumnId | undefined;
      const sort = column === undefined ? undefined : sortOfColumn[column];
      if (next === undefined || sort === undefined || !sorts.includes(sort)) return;
      go({ sort, dir: (column === "age") === next.desc ? "asc" : "desc" });
    },
  });
  return {
    table,
    rows,
    sorts,
    go,
    isPending,
    current: Math.max(
      0,
      rows.findIndex((row) => row.id === state.currentId),
    ),
    setCurrent: (index: number) => alter(() => ({ currentId: rows[index]?.id })),
    selected: rows.filter((row) => state.selection[row.id] === true),
    isWhole: state.isWhole,
    selectWhole: () => alter(() => ({ isWhole: true })),
    clearSelection: () => alter(() => ({ selection: {}, isWhole: false })),
    /** What one's own act has made of some rows; they stay in their place until the list is asked for again. */
    patch: (changed: ReadonlyMap<string, Patch>) =>
      alter((now) =>
        now.asOf === page.asOf
          ? {
              patches: new Map([
                ...now.patches,
                ...[...changed].map(([id, next]) => [id, { ...now.patches.get(id), ...next }] as const),
              ]),
            }
          : {},
      ),
    refresh: () => start(() => router.refresh()),
  };
}
export type Queue = ReturnType<typeof useQueue>;
