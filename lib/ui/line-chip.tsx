import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import classes from "./line-chip.module.css";
import { classNames } from "./tone";

export type LineChipKind = "known" | "new" | "back" | "not_an_address" | "not_a_profile";

const icons = {
  known: "line-known",
  new: "line-new",
  back: "back-again",
  not_an_address: "line-barred",
  not_a_profile: "line-barred",
} as const satisfies Record<LineChipKind, IconName>;

interface LineChipProps {
  kind: LineChipKind;
  /** What replaces the plain word, such as "Known: case 412, second opinion". */
  children?: ReactNode;
  href?: string;
}

/** What one line of the log box is. The cause and the remedy of a refused one go underneath, in words. */
export function LineChip({ kind, children, href }: LineChipProps) {
  const t = useTranslations("ui.lineChip");
  const className = classNames(classes.chip, classes[kind]);
  const content = (
    <>
      <Icon name={icons[kind]} size={13} />
      {children ?? t(kind)}
    </>
  );
  if (href === undefined) return <span className={className}>{content}</span>;
  return (
    <Link className={className} href={href} prefetch={false}>
      {content}
    </Link>
  );
}
