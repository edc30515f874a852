import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import type { CaseRow } from "@/lib/queries/list-cases";
import type { CaseSort } from "@/lib/tables/case-views";
import {
  accountCell,
  ageCell,
  type CellContext,
  holderCell,
  priorityCell,
  signalsCell,
  stateCell,
  tagsCell,
  trackCell,
} from "./row-cells";

export const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature, rowSortingFeature });
export type QueueFeatures = typeof features;

export type ColumnId =
  "number" | "account" | "track" | "state" | "priority" | "reports" | "signals" | "age" | "holder" | "tags";

/** Columns that order the list, and the sort that each stands for. */
export const sortOfColumn: Readonly<Partial<Record<ColumnId, CaseSort>>> = {
  priority: "priority",
  reports: "reports",
  age: "opened",
};

const helper = createColumnHelper<QueueFeatures, CaseRow>();

export const columnsFor = (context: CellContext) =>
  helper.columns([
    helper.accessor("number", { id: "number", enableSorting: false, cell: ({ row }) => row.original.number }),
    helper.display({ id: "account", cell: ({ row }) => accountCell({ ...context, row: row.original }) }),
    helper.display({ id: "track", cell: ({ row }) => trackCell({ ...context, row: row.original }) }),
    helper.display({ id: "state", cell: ({ row }) => stateCell({ ...context, row: row.original }) }),
    helper.accessor((row) => row.points.signals, {
      id: "priority",
      cell: ({ row }) => priorityCell({ ...context, row: row.original }),
    }),
    helper.accessor("reports", { id: "reports", cell: ({ row }) => row.original.reports }),
    helper.display({ id: "signals", cell: ({ row }) => signalsCell({ ...context, row: row.original }) }),
    helper.accessor("openedAt", { id: "age", cell: ({ row }) => ageCell({ ...context, row: row.original }) }),
    helper.display({ id: "holder", cell: ({ row }) => holderCell({ ...context, row: row.original }) }),
    helper.display({ id: "tags", cell: ({ row }) => tagsCell({ ...context, row: row.original }) }),
  ]);
