import { Menu } from "@mantine/core";
import { IconChevronDown, IconRefresh } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { hasFilters } from "@/lib/tables/case-filters";
import { searchOf, searchOfView } from "@/lib/tables/case-links";
import type { QueueLayout } from "@/lib/tables/queue-layout";
import { Kbd } from "@/lib/ui/kbd";
import { LayoutMenus } from "./layout-menus";
import { QueueFilters } from "./queue-filters";
import classes from "./queue-head.module.css";
import type { QueueProps } from "./queue-props";
import { Count } from "./queue-rail";
import type { Queue } from "./use-queue";
import { ViewIcon } from "./view-icon";

interface QueueHeadProps extends Pick<QueueProps, "query" | "views" | "counts" | "savedViews" | "rights"> {
  queue: Queue;
  changed: number;
  layout: QueueLayout;
  setLayout: (layout: QueueLayout) => void;
}

export const exportPath = "/api/cases/export";

export function QueueHead({
  query,
  views,
  counts,
  savedViews,
  rights,
  queue,
  changed,
  layout,
  setLayout,
}: QueueHeadProps) {
  const t = useTranslations("queue");
  const here = searchOf(query);
  const kept = savedViews.find((view) => `?${view.query}` === here);
  const title = kept?.name ?? t(`viewTitle.${query.view}`);
  const count = kept ? kept.count : hasFilters(query) ? null : counts[query.view];
  return (
    <header className={classes.head}>
      <div className={classes.line}>
        <h1>
          <span className={classes.wide}>{title}</span>
          <Menu position="bottom-start" shadow="md">
            <Menu.Target>
              <button type="button" className={classes.narrow} title={t("chooseView")}>
                {title} <IconChevronDown size={18} stroke={1.75} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown className={classes.views}>
              {views.map((view) => (
                <Menu.Item
                  key={view}
                  component={Link}
                  href={routes.queue() + searchOfView(view)}
                  leftSection={<ViewIcon view={view} />}
                  rightSection={<Count count={counts[view]} isLate={view === "overdue"} />}
                >
                  {t(`view.${view}`)}
                </Menu.Item>
              ))}
              {savedViews.map((view) => (
                <Menu.Item
                  key={view.id}
                  component={Link}
                  href={`${routes.queue()}?${view.query}`}
                  leftSection={<ViewIcon view="saved" />}
                  rightSection={<Count count={view.count} />}
                >
                  {view.name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </h1>
        <Count count={count} />
        <div className={classes.news} role="status">
          {changed > 0 ? (
            <button type="button" className={classes.changed} aria-keyshortcuts="r" onClick={queue.refresh}>
              <IconRefresh size={15} stroke={1.75} aria-hidden />
              <span className={classes.wide}>{t("changed", { count: changed, isMany: String(changed >= 99) })}</span>
              <span className={classes.narrowText} aria-hidden="true">
                {t("changedShort", { count: changed, isMany: String(changed >= 99) })}
              </span>
              <Kbd keys="r" />
            </button>
          ) : null}
        </div>
      </div>
      <div className={classes.line}>
        <QueueFilters query={query} go={queue.go} hasTags={rights.tags} />
        <LayoutMenus layout={layout} onChange={setLayout} exportHref={rights.exports ? exportPath + here : null} />
      </div>
    </header>
  );
}
