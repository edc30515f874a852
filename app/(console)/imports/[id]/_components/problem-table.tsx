"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ImportDetail } from "@/lib/queries/get-import";
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
      <div className={classes.scroll}>
        <table className={`${classes.table} ${classes.cards}`}>
          <thead>
            <tr>
              <th scope="col" className={classes.number}>
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
                <th scope="row" className={classes.number} data-label={t("problems.line")}>
                  {problem.line}
                </th>
                <td data-label={t("problems.column")}>
                  {problem.columnName === null ? "" : nameOf(problem.columnName)}
                </td>
                <td className={classes.bad}>{textOf(problem.reason, problem.details)}</td>
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
