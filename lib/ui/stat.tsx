import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./stat.module.css";

interface StatProps {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  href?: string;
}

export function Stat({ label, value, note, href }: StatProps) {
  return (
    <div className={classes.stat}>
      <dt className={classes.label}>{href === undefined ? label : <Link href={href}>{label}</Link>}</dt>
      <dd className={classes.value}>{value}</dd>
      {note === undefined ? null : <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

/** Figures side by side in one panel. */
export function StatStrip({ children }: { children: ReactNode }) {
  return <dl className={classes.strip}>{children}</dl>;
}
