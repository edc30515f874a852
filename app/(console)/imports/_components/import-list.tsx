import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ImportView } from "@/lib/queries/list-imports";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { RelativeTime } from "@/lib/ui/relative-time";
import tables from "@/lib/ui/table.module.css";
import classes from "./imports.module.css";

const counts = ["created", "joined", "known", "refused"] as const;

/** Before the first row there is nothing to count. */
const hasBegun = ({ status, nextRow }: ImportView): boolean =>
  status !== "uploaded" && (status !== "queued" || nextRow > 0);

export function ImportList({ imports }: { imports: ImportView[] }) {
  const t = useTranslations("imports");
  const format = useFormatter();
  if (imports.length === 0) return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  return (
    <div className={`${tables.frame} ${tables.scroll}`}>
      <table className={`${tables.table} ${tables.cards} ${classes.table}`}>
        <caption className="visually-hidden">{t("list")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.file")}</th>
            <th scope="col">{t("column.when")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col" className={tables.number}>
              {t("column.rows")}
            </th>
            {counts.map((name) => (
              <th key={name} scope="col" className={tables.number}>
                {t(`count.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id}>
              <th scope="row" className={tables.wide}>
                <Link href={routes.import(one.id)} prefetch={false}>
                  {one.fileName}
                </Link>
              </th>
              <td data-label={t("column.when")}>
                <RelativeTime instant={one.createdAt} variant="ago" />
              </td>
              <td data-label={t("column.state")}>
                {one.isDryRun && one.status === "done" ? t("state.tried") : t(`state.${one.status}`)}
              </td>
              <td className={tables.number} data-label={t("column.rows")}>
                {format.number(one.totalRows)}
              </td>
              {counts.map((name) => (
                <td key={name} className={tables.number} data-label={t(`count.${name}`)}>
                  {hasBegun(one) ? format.number(one[`${name}Count`]) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
