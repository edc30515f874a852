import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { env } from "@/lib/env";
import { routes } from "@/lib/routes";
import classes from "../_components/sign-in.module.css";
import { ForgottenForm } from "./_components/forgotten-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.forgotten"))("title") };
}

export default async function ForgottenPage() {
  const t = await getTranslations("auth.forgotten");
  const canMail = env().smtpUrl !== undefined;
  return (
    <>
      <h1>{t("title")}</h1>
      <p className={classes.lead}>{t(canMail ? "lead" : "noMail")}</p>
      {canMail ? <ForgottenForm /> : null}
      <p className={classes.else}>
        <Link href={routes.signIn()}>{t("back")}</Link>
      </p>
    </>
  );
}
