import { IconInbox } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

interface EmptyStateProps {
  /** What is empty, in one sentence. */
  title: ReactNode;
  /** What comes next. */
  children?: ReactNode;
  /** One way to the nearest work. */
  action?: ReactNode;
  icon?: ReactNode;
}

export function EmptyState({ title, children, action, icon = <IconInbox size={22} stroke={1.5} /> }: EmptyStateProps) {
  return (
    <section className={classes.empty}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <h2 className={classes.title}>{title}</h2>
      {children === undefined ? null : <div className={classes.text}>{children}</div>}
      {action === undefined ? null : <div className={classes.actions}>{action}</div>}
    </section>
  );
}
