import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./page-title.module.css";

interface PageTitleProps {
  children: ReactNode;
  /** How many, in quiet figures after the title. */
  count?: number;
  /** Says what the title leaves open. */
  aside?: ReactNode;
  /** Buttons at the end of the line. */
  actions?: ReactNode;
  backHref?: string;
}

export function PageTitle({ children, count, aside, actions, backHref }: PageTitleProps) {
  const t = useTranslations("ui");
  return (
    <header className={classes.head}>
      {backHref === undefined ? null : (
        <Link href={backHref} className={classes.back} aria-label={t("back")}>
          <IconArrowLeft size={18} stroke={1.75} />
        </Link>
      )}
      <h1>{children}</h1>
      {count === undefined ? null : <span className={classes.count}>{count}</span>}
      {aside === undefined ? null : <span className={classes.aside}>{aside}</span>}
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
