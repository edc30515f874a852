import { useTranslations } from "next-intl";
import { PlatformIcon } from "@/lib/ui/platform-icon";
import tables from "@/lib/ui/table.module.css";
import type { ImportPreview } from "@/lib/usecases/preview-import";
import classes from "../../_components/imports.module.css";
import { useReasonText } from "./import-words";

/** The first rows, and what would become of each. */
export function PreviewTable({ preview, isBusy }: { preview: ImportPreview; isBusy: boolean }) {
  const t = useTranslations("imports");
  const words = useTranslations("vocabulary");
  const textOf = useReasonText();
  return (
    <div
      className={`${tables.frame} ${tables.scroll}`}
      tabIndex={0}
      role="region"
      aria-label={t("preview.title")}
      aria-busy={isBusy}
    >
      <table className={`${tables.table} ${classes.table} ${classes.preview}`}>
        <caption className="visually-hidden">{t("preview.title")}</caption>
        <thead>
          <tr>
            <th scope="col" className={tables.number}>
              {t("problems.line")}
            </th>
            <th scope="col">{t("preview.result")}</th>
            {preview.headers.map((header, column) => (
              <th scope="col" key={`${column} ${header}`}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.line}>
              <th scope="row" className={tables.number}>
                {row.line}
              </th>
              <td className={row.problems.length > 0 ? classes.bad : classes.good}>
                {row.accounts.map(({ platform, handle }) => (
                  <div key={`${platform} ${handle}`} className={classes.account}>
                    <PlatformIcon platform={platform} isDecorative />
                    {words(`platform.${platform}`)} <span className={classes.handle}>{handle}</span>
                  </div>
                ))}
                {row.problems.map((problem, index) => (
                  <div key={index}>{textOf(problem.reason, problem.details)}</div>
                ))}
              </td>
              {preview.headers.map((header, column) => (
                <td key={`${column} ${header}`} className={classes.cell}>
                  {row.cells[column] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
