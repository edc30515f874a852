"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { hasFilters } from "@/lib/tables/case-filters";
import { searchOf } from "@/lib/tables/case-links";
import type { QueueLayout } from "@/lib/tables/queue-layout";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { classNames } from "@/lib/ui/tone";
import { setLayout as keepLayout } from "../actions";
import { BulkBar } from "./bulk-bar";
import { NoRows } from "./no-rows";
import { OnlyBots } from "./only-bots";
import { OpinionDialog } from "./opinion-dialog";
import { QueueFoot } from "./queue-foot";
import { QueueHead } from "./queue-head";
import type { QueueProps } from "./queue-props";
import { QueueRail } from "./queue-rail";
import classes from "./queue-screen.module.css";
import { QueueTable } from "./queue-table";
import { caseHref } from "./row-cells";
import { SaveViewDialog } from "./save-view-dialog";
import { TagDialog } from "./tag-dialog";
import { useChangedRows } from "./use-changed-rows";
import { useQueue } from "./use-queue";
import { useQueueActs } from "./use-queue-acts";

/** How many the list shows, where that is counted: 0 stands for not known. */
function wholeOf(query: QueueProps["query"], counts: QueueProps["counts"]): number {
  const count = hasFilters(query) ? undefined : counts[query.view];
  return count === undefined || count.isCapped ? 0 : count.value;
}

/** The queue as the server read it, and what a person does to it by hand, by key and by thumb. */
export function QueueScreen(props: QueueProps & { self: string }) {
  const { query, views, page, counts, savedViews, rights, outside, self } = props;
  const t = useTranslations("queue.keys");
  const router = useRouter();
  const [layout, setLayout] = useState(props.layout);
  const [dialog, setDialog] = useState<"tag" | "opinion" | "keep" | null>(null);
  const queue = useQueue({ query, page }, layout);
  const acts = useQueueActs(queue, query, self);
  const search = searchOf(query);
  const changed = useChangedRows(search, page.asOf, queue.rows);
  const { rows, selected, current } = queue;
  const row = rows[current];
  const isAllTicked = rows.length > 0 && selected.length === rows.length && (page.next ?? page.previous) !== null;
  const isSelectable = rights.claims || rights.tags || rights.exports;

  const changeLayout = (next: QueueLayout) => {
    setLayout(next);
    void keepLayout(next);
  };
  const move = (step: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, current + step));
    queue.setCurrent(next);
    const element = document.querySelector(`[data-row="${String(next)}"]`);
    element?.scrollIntoView({ block: "nearest" });
    element?.querySelector("a")?.focus({ preventScroll: true });
  };
  const close = () => setDialog(null);
  useKeys([
    { keys: "j", label: t("next"), run: () => move(1) },
    { keys: "k", label: t("previous"), run: () => move(-1) },
    { keys: "o", label: t("openSpoken"), run: () => row && router.push(caseHref(row.number, query.view)) },
    ...(isSelectable
      ? [{ keys: "x", label: t("selectSpoken"), run: () => row && queue.table.getRow(row.id).toggleSelected() }]
      : []),
    ...(rights.claims
      ? [
          {
            keys: "c",
            label: t("claimSpoken"),
            run: () => void acts.claim(selected.length > 0 ? selected : row ? [row] : []),
          },
        ]
      : []),
    { keys: "r", label: t("refresh"), run: queue.refresh },
  ]);

  return (
    <div className={classes.queue}>
      <aside className={classes.side}>
        <QueueRail
          {...{ query, views, counts, savedViews }}
          current={row}
          onKeep={() => setDialog("keep")}
          onDrop={(view) => void acts.drop(view)}
        />
      </aside>
      <div className={classes.main}>
        <QueueHead {...{ query, views, counts, savedViews, rights, queue, changed, layout }} setLayout={changeLayout} />
        {props.onlyBots ? <OnlyBots /> : null}
        {rows.length === 0 ? (
          <NoRows query={query} outside={outside} rights={rights} />
        ) : (
          <QueueTable queue={queue} query={query} density={layout.density} isSelectable={isSelectable} />
        )}
        <div className={classNames(classes.foot, selected.length > 0 && classes.bulk)}>
          {selected.length > 0 ? (
            <BulkBar
              selected={selected}
              rights={rights}
              isBusy={acts.isBusy}
              onClaim={() => void acts.claim(selected)}
              onTag={() => setDialog("tag")}
              onOpinion={() => setDialog("opinion")}
              onBatch={() => void acts.batch(isAllTicked && queue.isWhole ? null : selected)}
              onClear={queue.clearSelection}
              whole={
                isAllTicked && rights.notifies
                  ? { count: wholeOf(query, counts), isSelected: queue.isWhole, onSelect: queue.selectWhole }
                  : null
              }
            />
          ) : rows.length > 0 ? (
            <QueueFoot {...{ query, page, counts, rights }} />
          ) : null}
        </div>
      </div>
      {dialog === "tag" ? (
        <TagDialog cases={selected} onClose={close} onTag={(change) => acts.tag(selected, change)} />
      ) : null}
      {dialog === "opinion" ? (
        <OpinionDialog ids={selected.map((one) => one.id)} onClose={close} onGive={acts.judge} />
      ) : null}
      {dialog === "keep" ? <SaveViewDialog onClose={close} onKeep={acts.keep} /> : null}
    </div>
  );
}
