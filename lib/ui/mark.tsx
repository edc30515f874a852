import { useTranslations } from "next-intl";
import classes from "./mark.module.css";

/** The domino: the left half on, the right half lifting off. Coloured by `color`, cut out with `--knock`. */
export function Mask({ className }: { className?: string | undefined }) {
  return (
    <svg className={className} viewBox="-0.5 -2 38 24" fill="none" aria-hidden="true">
      <path
        d="M17.3 8C15 6.3 11.8 5.5 8.4 5.3 5.2 5.1 2.7 4.5.9 3 .5 9.4 2.3 16.9 7.9 18.4c3.9 1 6.2-2 7.6-4.3.6-1 1.1-1.6 1.8-1.7V8ZM4.6 10.4c2.1-1.8 6-1.5 8.2 1.2-2.2 2-6.5 1.9-8.2-1.2Z"
        fill="currentColor"
        fillRule="evenodd"
      />
      <g className={classes.lifting} stroke="currentColor" strokeWidth="var(--mask-line, 1.5)" strokeLinejoin="round">
        <path d="M18.7 8C21 6.3 24.2 5.5 27.6 5.3 30.8 5.1 33.3 4.5 35.1 3c.4 6.4-1.4 13.9-7 15.4-3.9 1-6.2-2-7.6-4.3-.6-1-1.1-1.6-1.8-1.7V8Z" />
        <path d="M31.4 10.4c-2.1-1.8-6-1.5-8.2 1.2 2.2 2 6.5 1.9 8.2-1.2Z" />
      </g>
    </svg>
  );
}

/** Mask and wordmark. */
export function Mark() {
  const t = useTranslations("shell");
  return (
    <span className={classes.mark}>
      <Mask className={classes.mask} />
      <span className={classes.word}>{t("name")}</span>
    </span>
  );
}
