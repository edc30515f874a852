import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ListedBatch } from "@/lib/queries/list-batches";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkButton } from "@/lib/ui/link-button";
import { PageTitle } from "@/lib/ui/page-title";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";
import classes from "./batches.module.css";

const counts = ["cases", "done", "failed", "notices"] as const;

export function BatchList({ batches }: { batches: ListedBatch[] }) {
  const t = useTranslations("batch");
  const format = useFormatter();
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.notices()}>{t("title")}</PageTitle>
      {batches.length === 0 ? (
        <EmptyState
          title={t("empty.title")}
          action={<LinkButton href={routes.queue({ view: "to_notify" })}>{t("empty.action")}</LinkButton>}
        >
          {t("empty.text")}
        </EmptyState>
      ) : (
        <div className={`${tables.frame} ${tables.scroll}`}>
          <table className={`${tables.table} ${tables.cards} ${classes.table}`}>
            <caption className="visually-hidden">{t("list")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("column.made")}</th>
                <th scope="col">{t("column.when")}</th>
                <th scope="col">{t("column.state")}</th>
                {counts.map((name) => (
                  <th key={name} scope="col" className={tables.number}>
                    {t(`column.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {batches.map((batch) => (
                <tr key={batch.id}>
                  <th scope="row" className={tables.wide}>
                    <Link href={routes.batch(batch.id)} prefetch={false}>
                      {t(`kind.${batch.kind ?? "none"}`)}
                    </Link>
                  </th>
                  <td data-label={t("column.when")}>
                    <RelativeTime instant={batch.createdAt} variant="ago" />
                  </td>
                  <td data-label={t("column.state")}>{t(`status.${batch.status}`)}</td>
                  {counts.map((name) => (
                    <td key={name} className={tables.number} data-label={t(`column.${name}`)}>
                      {format.number(batch[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
