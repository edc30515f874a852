import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { VerifyScreen } from "./_components/verify-screen";
import classes from "./_components/verify.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("verify"))("title") };
}

/** Checks a piece of evidence in the browser. The server gives out the page and learns nothing of what is checked. */
export default async function VerifyPage() {
  const t = await getTranslations("verify");
  return (
    <>
      <h1 className={classes.title}>{t("title")}</h1>
      <p className={classes.lead}>{t("lead")}</p>
      <p className={classes.private}>{t("private")}</p>
      <VerifyScreen />
    </>
  );
}
