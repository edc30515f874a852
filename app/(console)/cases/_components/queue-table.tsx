import { FlexRender, type Row } from "@tanstack/react-table";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { memo, type MouseEvent } from "react";
import type { CaseRow } from "@/lib/queries/list-cases";
import type { CaseQuery } from "@/lib/tables/case-filters";
import type { Density } from "@/lib/tables/queue-layout";
import { classNames } from "@/lib/ui/tone";
import { type ColumnId, type QueueFeatures, sortOfColumn } from "./queue-columns";
import classes from "./queue-table.module.css";
import type { Queue } from "./use-queue";

interface QueueTableProps {
  queue: Queue;
  query: CaseQuery;
  density: Density;
  isSelectable: boolean;
}

export function QueueTable({ queue, query, density, isSelectable }: QueueTableProps) {
  const t = useTranslations("queue");
  const { table } = queue;
  const shape = table
    .getVisibleLeafColumns()
    .map((column) => column.id)
    .join(" ");
  return (
    <table
      className={classNames(classes.table, classes[density], queue.isPending && classes.busy)}
      aria-busy={queue.isPending}
    >
      <caption className="visually-hidden">
        {t("caption", { title: t(`viewTitle.${query.view}`), sort: t(`sort.${query.sort}`) })}
      </caption>
      <thead>
        <tr>
          {isSelectable ? (
            <th className={classes.tick} scope="col">
              <input
                type="checkbox"
                aria-label={t("selectPage")}
                checked={table.getIsAllRowsSelected()}
                ref={(box) => {
                  if (box) box.indeterminate = table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected();
                }}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </th>
          ) : null}
          {table.getVisibleLeafColumns().map((column) => (
            <HeadCell key={column.id} id={column.id as ColumnId} queue={queue} />
          ))}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row, index) => (
          <QueueRow
            key={row.id}
            row={row}
            index={index}
            shape={shape}
            isSelectable={isSelectable}
            isSelected={row.getIsSelected()}
            isCurrent={index === queue.current}
            setCurrent={queue.setCurrent}
          />
        ))}
      </tbody>
    </table>
  );
}

function HeadCell({ id, queue }: { id: ColumnId; queue: Queue }) {
  const t = useTranslations("queue");
  const column = queue.table.getColumn(id);
  const label = t(`column.${id}`);
  const sort = sortOfColumn[id];
  const way = column?.getIsSorted() ?? false;
  if (sort === undefined || !queue.sorts.includes(sort)) {
    return (
      <th scope="col" className={classes[id]}>
        {label}
      </th>
    );
  }
  return (
    <th
      scope="col"
      className={classes[id]}
      aria-sort={way === false ? "none" : way === "desc" ? "descending" : "ascending"}
    >
      <button
        type="button"
        className={classes.sort}
        title={t("sortBy", { column: label })}
        onClick={column?.getToggleSortingHandler()}
      >
        {label}
        {way === "desc" ? <IconArrowDown size={13} stroke={2} aria-hidden /> : null}
        {way === "asc" ? <IconArrowUp size={13} stroke={2} aria-hidden /> : null}
      </button>
    </th>
  );
}

interface QueueRowProps {
  row: Row<QueueFeatures, CaseRow>;
  index: number;
  /** The columns shown: a row is drawn anew only when they, the row or its two marks change. */
  shape: string;
  isSelectable: boolean;
  isSelected: boolean;
  isCurrent: boolean;
  setCurrent: (index: number) => void;
}

const QueueRow = memo(
  function QueueRow({ row, index, isSelectable, isSelected, isCurrent, setCurrent }: QueueRowProps) {
    const t = useTranslations("queue");
    const { number, state } = row.original;
    const isOver = state === "closed" || state === "rejected" || state === "undetermined" || state === "merged";
    return (
      <tr
        data-row={index}
        className={isOver ? classes.over : undefined}
        aria-current={isCurrent ? "true" : undefined}
        data-selected={isSelected || undefined}
        onClick={(event: MouseEvent) => {
          if (!(event.target as Element).closest("a, button, input, label")) setCurrent(index);
        }}
      >
        {isSelectable ? (
          <td className={classes.tick}>
            <label>
              <input
                type="checkbox"
                aria-label={t("select", { number })}
                checked={isSelected}
                onChange={row.getToggleSelectedHandler()}
              />
            </label>
          </td>
        ) : null}
        {row.getVisibleCells().map((cell) =>
          cell.column.id === "number" ? (
            <th key={cell.id} scope="row">
              <FlexRender cell={cell} />
            </th>
          ) : (
            <td key={cell.id} className={classes[cell.column.id]}>
              <FlexRender cell={cell} />
            </td>
          ),
        )}
      </tr>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.shape === after.shape &&
    before.isSelectable === after.isSelectable &&
    before.isSelected === after.isSelected &&
    before.isCurrent === after.isCurrent,
);
