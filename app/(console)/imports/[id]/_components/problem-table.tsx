"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ImportDetail } from "@/lib/queries/get-import";
import tables from "@/lib/ui/table.module.css";
import classes from "../../_components/imports.module.css";
import { useFieldName, useReasonText } from "./import-words";

/** Every row that stayed out, by its line in the file, with what is wrong and how to mend it. */
export function ProblemTable({ problems, next }: { problems: ImportDetail["problems"]; next: number | null }) {
  const t = useTranslations("imports");
  const pathname = usePathname();
  const textOf = useReasonText();
  const nameOf = useFieldName();
  return (
    <section className={classes.section} aria-labelledby="problems">
      <h2 id="problems">{t("problems.title")}</h2>
      <div className={`${tables.frame} ${tables.scroll}`}>
        <table className={`${tables.table} ${tables.cards} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col" className={tables.number}>
                {t("problems.line")}
              </th>
              <th scope="col">{t("problems.column")}</th>
              <th scope="col">{t("problems.reason")}</th>
              <th scope="col">{t("problems.value")}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem) => (
              <tr key={`${problem.line} ${problem.ordinal}`}>
                <th scope="row" className={tables.number} data-label={t("problems.line")}>
                  {problem.line}
                </th>
                <td data-label={t("problems.column")}>
                  {problem.columnName === null ? "" : nameOf(problem.columnName)}
                </td>
                <td className={`${classes.bad} ${tables.wide}`}>{textOf(problem.reason, problem.details)}</td>
                <td className={classes.cell} data-label={t("problems.value")}>
                  {problem.details["value"] ?? ""}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next === null ? null : <Link href={`${pathname}?after=${next}`}>{t("problems.more")}</Link>}
    </section>
  );
}
