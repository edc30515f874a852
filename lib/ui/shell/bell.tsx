import { IconBell } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { routes } from "@/lib/routes";
import classes from "./bell.module.css";

const most = 99;

/** What the person was told and has not read, in figures up to 99. */
export function Bell({ count }: { count: number }) {
  const t = useTranslations("notifications");
  const shown = count > most ? t("manyNew") : String(count);
  return (
    <Link
      href={routes.notifications()}
      prefetch={false}
      className={classes.bell}
      aria-label={count === 0 ? t("bell") : t("bellCount", { count: shown })}
    >
      <IconBell size={18} stroke={1.75} aria-hidden="true" />
      {count === 0 ? null : (
        <span className={classes.count} aria-hidden="true">
          {shown}
        </span>
      )}
    </Link>
  );
}
