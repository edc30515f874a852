import { useTranslations } from "next-intl";
import Link from "next/link";
import { routes } from "@/lib/routes";
import classes from "./people.module.css";

const tabs = ["members", "applications", "suspended"] as const;

export function PeopleTabs({ current }: { current: (typeof tabs)[number] }) {
  const t = useTranslations("vetting.people");
  return (
    <nav className={classes.tabs} aria-label={t("tabs")}>
      {tabs.map((tab) => (
        <Link
          key={tab}
          href={routes.people(tab === "members" ? {} : { tab })}
          aria-current={tab === current ? "page" : undefined}
        >
          {t(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}

/** The next page, which begins after this person. */
export function MoreLink({ tab, after }: { tab: string; after: string }) {
  const t = useTranslations("vetting.people");
  return (
    <p className={classes.more}>
      <Link href={routes.people({ tab, after })}>{t("more")}</Link>
    </p>
  );
}
