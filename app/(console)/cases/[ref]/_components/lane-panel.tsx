import { useTranslations } from "next-intl";
import { Icon } from "@/lib/ui/icon";
import classes from "./decide-column.module.css";

/** Words first: what the lane is, and whom to call. */
export function LanePanel() {
  const t = useTranslations("case.lane");
  return (
    <>
      <section className={classes.alarm}>
        <h2>
          <Icon name="state-safeguarding" size={18} /> {t("title")}
        </h2>
        <p>{t("lead")}</p>
        <p>
          <strong>{t("images")}</strong>
        </p>
      </section>
      <section>
        <h2 className={classes.question}>{t("now")}</h2>
      </section>
      {(["danger", "child", "quiet"] as const).map((part) => (
        <section key={part} className={classes.box}>
          <h3>{t(`${part}.title`)}</h3>
          <p>{t(`${part}.body`)}</p>
        </section>
      ))}
      <p className={classes.quiet}>{t("stays")}</p>
    </>
  );
}
