import { IconPlus, IconX } from "@tabler/icons-react";
import { useNow, useTranslations } from "next-intl";
import Link from "next/link";
import type { ViewCount } from "@/lib/queries/count-views";
import type { CaseRow } from "@/lib/queries/list-cases";
import type { SavedView } from "@/lib/queries/list-saved-views";
import { routes } from "@/lib/routes";
import type { CaseView } from "@/lib/tables/case-views";
import { isOwnList, searchOf, searchOfView } from "@/lib/tables/case-links";
import { PriorityLegend } from "@/lib/ui/priority-bar";
import { classNames } from "@/lib/ui/tone";
import classes from "./queue-rail.module.css";
import type { QueueProps } from "./queue-props";
import { partsOf } from "./row-cells";
import { ViewIcon } from "./view-icon";

interface QueueRailProps extends Pick<QueueProps, "query" | "views" | "counts" | "savedViews"> {
  current: CaseRow | undefined;
  onKeep: () => void;
  onDrop: (view: SavedView) => void;
}

export function Count({ count, isLate = false }: { count: ViewCount | null | undefined; isLate?: boolean }) {
  const t = useTranslations("queue");
  if (!count || count.value === 0) return null;
  return (
    <span className={classNames(classes.count, isLate && classes.late)}>
      <span aria-hidden="true">{t("count", { value: count.value, isCapped: String(count.isCapped) })}</span>
      <span className="visually-hidden">
        {t("countSpoken", { value: count.value, isCapped: String(count.isCapped) })}
      </span>
    </span>
  );
}

export function QueueRail({ query, views, counts, savedViews, current, onKeep, onDrop }: QueueRailProps) {
  const t = useTranslations("queue");
  const here = searchOf(query).replace(/^\?/, "");
  const isKept = savedViews.some((view) => view.query === here);
  const isOwn = isOwnList(query);
  return (
    <div className={classes.rail}>
      <nav aria-label={t("views")}>
        <h2 className={classes.heading}>{t("views")}</h2>
        <ul>
          {views
            .filter((view) => isShown(view, counts, query.view))
            .map((view) => (
              <li key={view}>
                <Link
                  href={routes.queue() + searchOfView(view)}
                  prefetch={false}
                  className={classes.view}
                  aria-current={view === query.view && !isKept ? "page" : undefined}
                >
                  <ViewIcon view={view} />
                  <span className={classes.name}>{t(`view.${view}`)}</span>
                  <Count count={counts[view]} isLate={view === "overdue"} />
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <nav aria-label={t("ownViews")}>
        <div className={classes.own}>
          <h2 className={classes.heading}>{t("ownViews")}</h2>
          {isOwn && !isKept ? (
            <button
              type="button"
              className={classes.plus}
              aria-label={t("save.open")}
              title={t("save.open")}
              onClick={onKeep}
            >
              <IconPlus size={15} stroke={1.75} />
            </button>
          ) : null}
        </div>
        {savedViews.length === 0 ? <p className={classes.hint}>{t("save.none")}</p> : null}
        <ul>
          {savedViews.map((view) => (
            <li key={view.id} className={classes.kept}>
              <Link
                href={`${routes.queue()}?${view.query}`}
                prefetch={false}
                className={classes.view}
                aria-current={view.query === here ? "page" : undefined}
              >
                <ViewIcon view="saved" />
                <span className={classes.name}>{view.name}</span>
                <Count count={view.count} />
              </Link>
              <button
                type="button"
                className={classes.drop}
                aria-label={t("save.remove", { name: view.name })}
                onClick={() => onDrop(view)}
              >
                <IconX size={14} stroke={1.75} />
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {current === undefined ? null : <CurrentPriority row={current} />}
    </div>
  );
}

/** A view that is nearly always empty stands there while it is not. */
const isShown = (view: CaseView, counts: QueueRailProps["counts"], current: CaseView): boolean =>
  view !== "look_again" || view === current || (counts[view]?.value ?? 0) > 0;

function CurrentPriority({ row }: { row: CaseRow }) {
  const t = useTranslations("queue");
  const vocabulary = useTranslations("vocabulary.priority");
  const parts = partsOf(row, useNow());
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return (
    <section className={classes.foot} aria-label={vocabulary("spoken", { total })}>
      <p className={classes.of}>
        <strong>{t("priorityOf", { number: row.number })}</strong>
        <span>
          {vocabulary("label")} <b>{total}</b>
        </span>
      </p>
      <PriorityLegend parts={parts} />
    </section>
  );
}
