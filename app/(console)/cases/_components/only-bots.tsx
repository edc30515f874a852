import { useTranslations } from "next-intl";
import Link from "next/link";
import { routes } from "@/lib/routes";
import classes from "./queue-screen.module.css";

/** A list that holds back what its reader did not wish to see says so, and where to wish otherwise. */
export function OnlyBots() {
  const t = useTranslations("queue.onlyBots");
  return (
    <p className={classes.wish}>
      {t("said")} <Link href={routes.care()}>{t("change")}</Link>
    </p>
  );
}
