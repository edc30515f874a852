import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import classes from "./sticky-bar.module.css";

interface StickyBarProps {
  children: ReactNode;
  /** "selection" is the bulk bar; "phone" sticks on small screens only. */
  variant?: "plain" | "selection" | "phone";
  label?: string;
}

/** The place of a page's main act, always in reach; above the phone's tabs, never under them. */
export function StickyBar({ children, variant = "plain", label }: StickyBarProps) {
  const t = useTranslations("ui.sticky");
  return (
    <div className={`${classes.bar ?? ""} ${classes[variant] ?? ""}`} role="group" aria-label={label ?? t("label")}>
      {children}
    </div>
  );
}
