import { type ReactNode, useId } from "react";
import classes from "./panel.module.css";

interface PanelProps {
  title?: ReactNode;
  /** At the end of the title's line: a count, a link. */
  aside?: ReactNode;
  children: ReactNode;
  /** "section" has a title and no frame, for the columns of the case page. */
  variant?: "panel" | "section";
}

export function Panel({ title, aside, children, variant = "panel" }: PanelProps) {
  const id = useId();
  return (
    <section className={classes[variant]} {...(title === undefined ? {} : { "aria-labelledby": id })}>
      {title === undefined ? null : (
        <div className={classes.head}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
