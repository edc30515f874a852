import { useTranslations } from "next-intl";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { readCaseCursor } from "@/lib/tables/case-cursor";
import { hasFilters } from "@/lib/tables/case-filters";
import { searchOf } from "@/lib/tables/case-links";
import { Kbd } from "@/lib/ui/kbd";
import classes from "./queue-foot.module.css";
import type { QueueProps } from "./queue-props";

type QueueFootProps = Pick<QueueProps, "query" | "page" | "counts" | "rights">;

/** Keys at the left, pages at the right; the bulk bar takes this very place while something is selected. */
export function QueueFoot({ query, page, counts, rights }: QueueFootProps) {
  const t = useTranslations("queue");
  const from = page.offset + 1;
  const to = page.offset + page.rows.length;
  const count = hasFilters(query) ? undefined : counts[query.view];
  // The last page knows the whole; before it the view's own counter does, where nothing narrows the view.
  const isTotalKnown = page.next === null || (count !== undefined && count.value >= to);
  const total =
    page.next === null
      ? String(to)
      : t("count", { value: count?.value ?? 0, isCapped: String(count?.isCapped ?? false) });
  const href = (cursor: string) => routes.queue() + searchOf(query, { cursor: readCaseCursor(cursor) });
  return (
    <div className={classes.foot}>
      <div className={classes.keys} aria-hidden="true">
        <span>
          <Kbd keys="j" /> <Kbd keys="k" /> {t("keys.move")}
        </span>
        <span>
          <Kbd keys="o" /> {t("keys.open")}
        </span>
        {rights.claims ? (
          <>
            <span>
              <Kbd keys="x" /> {t("keys.select")}
            </span>
            <span>
              <Kbd keys="c" /> {t("keys.claim")}
            </span>
          </>
        ) : null}
        <span>
          <Kbd keys="/" /> {t("keys.search")}
        </span>
        <span>
          <Kbd keys="?" /> {t("keys.all")}
        </span>
      </div>
      <nav className={classes.pages} aria-label={t("paging.label")}>
        <span className={classes.range}>
          {isTotalKnown ? t("paging.rangeOf", { from, to, total }) : t("paging.range", { from, to })}
        </span>
        {page.previous === null ? null : (
          <Link className={classes.page} href={href(page.previous)} prefetch={false} rel="prev">
            {t("paging.previous")}
          </Link>
        )}
        {page.next === null ? null : (
          <Link className={classes.page} href={href(page.next)} prefetch={false} rel="next">
            {t("paging.more")}
          </Link>
        )}
      </nav>
    </div>
  );
}
