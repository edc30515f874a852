import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import classes from "../../sign-in/_components/sign-in.module.css";
import { ResetForm } from "./_components/reset-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.reset"))("title") };
}

/** Whether the link is good is said when it is used: looking at it tells nothing. */
export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations("auth.reset")]);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className={classes.lead}>{t("lead")}</p>
      <ResetForm token={token} />
    </>
  );
}
