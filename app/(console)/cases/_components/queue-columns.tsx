import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import type { CaseRow } from "@/lib/queries/list-cases";
import type { CaseSort, CaseView } from "@/lib/tables/case-views";
import {
  AccountCell,
  AgeCell,
  HolderCell,
  PriorityCell,
  SignalsCell,
  StateCell,
  TagsCell,
  TrackCell,
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

/** The cells are plain elements: a page of fifty rows has five hundred of them. */
export const columnsFor = (view: CaseView) =>
  helper.columns([
    helper.accessor("number", { id: "number", enableSorting: false, cell: ({ row }) => row.original.number }),
    helper.display({ id: "account", cell: ({ row }) => <AccountCell row={row.original} view={view} /> }),
    helper.display({ id: "track", cell: ({ row }) => <TrackCell row={row.original} /> }),
    helper.display({ id: "state", cell: ({ row }) => <StateCell row={row.original} view={view} /> }),
    helper.accessor((row) => row.points.signals, {
      id: "priority",
      cell: ({ row }) => <PriorityCell row={row.original} />,
    }),
    helper.accessor("reports", { id: "reports", cell: ({ row }) => row.original.reports }),
    helper.display({ id: "signals", cell: ({ row }) => <SignalsCell row={row.original} /> }),
    helper.accessor("openedAt", { id: "age", cell: ({ row }) => <AgeCell row={row.original} /> }),
    helper.display({ id: "holder", cell: ({ row }) => <HolderCell row={row.original} /> }),
    helper.display({ id: "tags", cell: ({ row }) => <TagsCell row={row.original} /> }),
  ]);
