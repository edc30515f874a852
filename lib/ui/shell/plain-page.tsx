import type { ReactNode } from "react";
import { Mark } from "../mark";
import classes from "./plain-page.module.css";

/** A page outside the console: the name of the house, and one thing said. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <main id="content" className={classes.page}>
      <Mark />
      <div className={classes.body}>{children}</div>
    </main>
  );
}
