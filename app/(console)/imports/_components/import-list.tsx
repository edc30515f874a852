import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ImportView } from "@/lib/queries/list-imports";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { RelativeTime } from "@/lib/ui/relative-time";
import classes from "./imports.module.css";

export function ImportList({ imports }: { imports: ImportView[] }) {
  const t = useTranslations("imports");
  if (imports.length === 0) return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className="visually-hidden">{t("list")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.file")}</th>
            <th scope="col">{t("column.when")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col" className={classes.number}>
              {t("column.rows")}
            </th>
            <th scope="col" className={classes.number}>
              {t("count.created")}
            </th>
            <th scope="col" className={classes.number}>
              {t("count.joined")}
            </th>
            <th scope="col" className={classes.number}>
              {t("count.known")}
            </th>
            <th scope="col" className={classes.number}>
              {t("count.refused")}
            </th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link href={routes.import(one.id)}>{one.fileName}</Link>
              </th>
              <td>
                <RelativeTime instant={one.createdAt} variant="ago" />
              </td>
              <td>{one.isDryRun && one.status === "done" ? t("state.tried") : t(`state.${one.status}`)}</td>
              <td className={classes.number}>{one.totalRows}</td>
              <td className={classes.number}>{one.createdCount}</td>
              <td className={classes.number}>{one.joinedCount}</td>
              <td className={classes.number}>{one.knownCount}</td>
              <td className={classes.number}>{one.refusedCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
