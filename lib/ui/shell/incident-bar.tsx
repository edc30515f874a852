import { useTranslations } from "next-intl";
import { RelativeTime } from "../relative-time";
import classes from "./incident-bar.module.css";

export interface Incident {
  mode: "read_only" | "closed";
  reason: string;
  since: string;
}

/** Said on every screen for as long as the desk is not in its normal mode. */
export function IncidentBar({ mode, reason, since }: Incident) {
  const t = useTranslations("shell.incident");
  return (
    <div role="status" className={classes.bar}>
      <strong>
        {t(mode)} <RelativeTime instant={since} variant="dateTime" />
      </strong>
      <span className={classes.reason}>{reason}</span>
      {mode === "read_only" ? <span className={classes.means}>{t("means")}</span> : null}
    </div>
  );
}
