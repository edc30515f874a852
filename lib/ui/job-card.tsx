import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import classes from "./job-card.module.css";

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

interface JobCardProps {
  title: string;
  state: JobState;
  done: number;
  /** Absent while it is not known. */
  total?: number | undefined;
  failures?: number;
  /** Cancel, download, see the failures. */
  actions?: ReactNode;
}

/** Long work: how far, what failed, and that the page may be left. */
export function JobCard({ title, state, done, total, failures = 0, actions }: JobCardProps) {
  const t = useTranslations("ui.job");
  const isLive = state === "queued" || state === "running";
  return (
    <section className={classes.job} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <span className={classes.count}>
          {total === undefined ? t("counted", { done }) : t("progress", { done, total })}
        </span>
      </div>
      <progress
        className={classes.bar}
        value={total === undefined && isLive ? undefined : done}
        max={Math.max(1, total ?? done)}
        aria-label={title}
      />
      <div className={classes.foot}>
        <p role="status">
          {t(`state.${state}`)}. {t("failures", { count: failures })} {isLive ? t("leave") : null}
        </p>
        {actions}
      </div>
    </section>
  );
}
