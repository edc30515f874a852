import { useTranslations } from "next-intl";
import classes from "./skeleton-rows.module.css";

/** The shape of a table while it is fetched; appears after 300 ms so that quick answers do not flicker. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const t = useTranslations("ui");
  return (
    <div className={classes.rows} role="status">
      <span className="visually-hidden">{t("loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.row} aria-hidden="true">
          <i className={classes.tick} />
          <i className={classes.number} />
          <i className={classes.handle} style={{ maxWidth: `${String(28 + ((index * 7) % 12))}%` }} />
          <i className={classes.state} />
          <i className={classes.end} />
        </div>
      ))}
    </div>
  );
}
