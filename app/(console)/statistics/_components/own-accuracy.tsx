import { useTranslations } from "next-intl";
import type { StatisticsView } from "@/lib/queries/get-statistics";
import { Icon } from "@/lib/ui/icon";
import tables from "@/lib/ui/table.module.css";
import classes from "./statistics.module.css";

/** The desk's own accuracy, with the alarm of Art. 23 in words. */
export function OwnAccuracy({ accuracy }: { accuracy: StatisticsView["accuracy"] }) {
  const t = useTranslations("statistics.own");
  return (
    <>
      <div className={tables.scroll} tabIndex={0} role="group" aria-label={t("title")}>
        <table className={`${tables.table} ${tables.figures} ${classes.table}`}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t("title")}</span>
              </th>
              {(["decided", "actedOn", "refused", "unfounded"] as const).map((name) => (
                <th key={name} scope="col" className={classes.number}>
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accuracy.map((one) => (
              <tr key={one.days}>
                <th scope="row">{t("days", { days: one.days })}</th>
                <td className={classes.number}>{one.decided}</td>
                <td className={classes.number}>{one.actedOn}</td>
                <td className={classes.number}>{one.refused}</td>
                <td className={classes.number}>{one.unfounded}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {accuracy.every((one) => one.alert === null) ? <p className={classes.intro}>{t("fine")}</p> : null}
      {accuracy.map((one) =>
        one.alert === null ? null : (
          <p key={one.days} className={classes.alert} role="status">
            <Icon name="outcome-refused-unfounded" size={14} /> {t("days", { days: one.days })} ·{" "}
            {t("alert", { percent: one.alert })}
          </p>
        ),
      )}
    </>
  );
}
