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
  /** It stands for the whole page: its title is the page's. */
  isPage?: boolean;
}

export function EmptyState(props: EmptyStateProps) {
  const { title, children, action, icon = <IconInbox size={22} stroke={1.5} />, isPage = false } = props;
  const Title = isPage ? "h1" : "h2";
  return (
    <section className={classes.empty}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <Title className={classes.title}>{title}</Title>
      {children === undefined ? null : <div className={classes.text}>{children}</div>}
      {action === undefined ? null : <div className={classes.actions}>{action}</div>}
    </section>
  );
}
