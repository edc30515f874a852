import type { ReactNode } from "react";
import classes from "./badge.module.css";
import { Icon, type IconName } from "./icon";
import { classNames, type Tone, toneClass } from "./tone";

export type BadgeVariant = "plain" | "pill" | "icon";

interface BadgeProps {
  icon: IconName;
  tone: Tone;
  /** The word; with the variant "icon" it is spoken only. */
  children: ReactNode;
  variant?: BadgeVariant | undefined;
  /** A detail after the word, such as "received, ref. 7731". */
  note?: ReactNode;
}

/** A silhouette and its word; the ground of every badge. */
export function Badge({ icon, tone, children, variant = "plain", note }: BadgeProps) {
  return (
    <span className={classNames(classes.badge, classes[variant], toneClass(tone))}>
      <Icon name={icon} size={variant === "pill" ? 15 : 14} className={classes.mark} />
      <span className={variant === "icon" ? "visually-hidden" : classes.word}>{children}</span>
      {note === undefined || note === null ? null : <span className={classes.note}>{note}</span>}
    </span>
  );
}
