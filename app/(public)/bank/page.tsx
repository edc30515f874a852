import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { QuickHide } from "@/lib/ui/quick-hide";
import { BankScreen } from "./_components/bank-screen";
import classes from "./_components/bank-page.module.css";

/** Nothing in the tab's title: it is read over shoulders. */
export function generateMetadata(): Metadata {
  return { title: "Démasque", robots: { index: false } };
}

/** For whoever was handed a code: her fingerprints are left here, and taken back. No account, no name. */
export default async function BankPage() {
  const t = await getTranslations("bank");
  return (
    <>
      <div className={classes.hide}>
        <QuickHide label={t("hide")} hint={t("hideHint")} />
      </div>
      <h1 className={classes.title}>{t("title")}</h1>
      <p className={classes.lead}>{t("lead")}</p>
      <BankScreen />
    </>
  );
}
