import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import classes from "./yearly-report.module.css";

const formats = ["json", "csv", "pdf"];

/** This year's report and the last one's, in each of its forms. */
export function YearlyReport({ year }: { year: number }) {
  const t = useTranslations("forms.yearly");
  return (
    <Panel variant="section" title={t("title")}>
      <p className={classes.text}>{t("text")}</p>
      <ul className={classes.files}>
        {[year - 1, year].flatMap((one) =>
          formats.map((format) => (
            <li key={`${one}.${format}`}>
              <a href={routes.yearlyReport(one, format)} download>
                {t("file", { year: String(one), format: format.toUpperCase() })}
              </a>
            </li>
          )),
        )}
      </ul>
    </Panel>
  );
}
