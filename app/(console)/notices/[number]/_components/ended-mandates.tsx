import { useTranslations } from "next-intl";
import Link from "next/link";
import type { EndedMandate } from "@/lib/queries/ended-mandates";
import { routes } from "@/lib/routes";
import { Icon } from "@/lib/ui/icon";
import classes from "./notice-screen.module.css";

/** Whoever wanted it out wants it no more, or somebody else says the same of themselves: the desk is told where it answers for it. */
export function EndedMandates({ mandates }: { mandates: readonly EndedMandate[] }) {
  const t = useTranslations("notices.ended");
  return mandates.map(({ number, status }) => (
    <p key={number} className={classes.warning} role="status">
      <Icon name="state-draft" size={14} /> {t(status)}{" "}
      <Link href={routes.mandate(number)}>{t("mandate", { number })}</Link>
    </p>
  ));
}
