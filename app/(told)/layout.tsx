import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { rememberLocale } from "@/lib/i18n/remember-locale";
import { routes } from "@/lib/routes";
import { LanguageSwitch } from "@/lib/ui/language-switch";
import { QuickHide } from "@/lib/ui/quick-hide";
import classes from "./told/_components/told.module.css";

/** A tab and a history are read over shoulders: neither names the desk, nor shows its mark. */
export async function generateMetadata(): Promise<Metadata> {
  const title = (await getTranslations("told"))("tab");
  return { title: { absolute: title }, icons: "data:,", robots: { index: false, follow: false, noarchive: true } };
}

export default async function ToldLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("told");
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <QuickHide label={t("hide")} endAt={routes.leaveTold()} />
        <LanguageSwitch onChange={rememberLocale} />
      </header>
      <main id="content">
        <p className={classes.hint}>{t("hideHint")}</p>
        {children}
      </main>
    </div>
  );
}
