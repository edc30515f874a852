import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { hasPeople } from "@/lib/queries/has-people";
import { routes } from "@/lib/routes";
import { FirstStartForm } from "./_components/first-start-form";
import classes from "./setup.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.firstStart"))("title") };
}

/** Exists while nobody has an account, and never again. */
export default async function FirstStartPage() {
  if (await hasPeople()) redirect(routes.home());
  const t = await getTranslations("auth.firstStart");
  return (
    <>
      <h1>{t("title")}</h1>
      <p className={classes.lead}>{t("lead")}</p>
      <FirstStartForm />
    </>
  );
}
