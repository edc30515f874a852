import classes from "./icon.module.css";

/** The names in public/icons.svg. */
export type IconName =
  | `state-${"draft" | "open" | "reopened" | "in_review" | "second_opinion" | "confirmed" | "notified" | "actioned"}`
  | `state-${"refused" | "unanswered" | "closed" | "rejected" | "undetermined" | "authentic" | "safeguarding"}`
  | `state-${"merged" | "erased"}`
  | `outcome-${"restricted" | "verified-gone" | "refused-unfounded" | "already-gone"}`
  | `track-${"stolen-photo" | "redirecting-bot"}`
  | `strength-${1 | 2 | 3}`
  | `line-${"new" | "known" | "barred"}`
  | `platform-${string}`
  | "back-again"
  | "tick";

interface IconProps {
  name: IconName;
  /** Pixels; drawn on a grid of 16. */
  size?: number;
  className?: string | undefined;
}

/** A silhouette from the shared file: one short element per use, however often a page shows it. Never the only sign. */
export function Icon({ name, size = 16, className }: IconProps) {
  return (
    <svg
      className={className === undefined ? classes.icon : `${classes.icon} ${className}`}
      width={name.startsWith("strength") ? size + 1 : size}
      height={name.startsWith("strength") ? size - 4 : size}
      aria-hidden="true"
    >
      <use href={`/icons.svg#${name}`} />
    </svg>
  );
}
