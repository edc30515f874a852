import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { getPerson } from "@/lib/auth/current-actor";
import { getApplyPage } from "@/lib/queries/get-apply-page";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { ApplyForm } from "./_components/apply-form";
import classes from "./_components/apply.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vetting.apply"))("title") };
}

export default async function ApplyPage() {
  if ((await getPerson()) !== null) redirect(routes.home());
  const [{ isOpen, organisation }, t] = await Promise.all([getApplyPage(), getTranslations("vetting.apply")]);
  if (!isOpen) {
    return (
      <>
        <h1>{t("closedTitle")}</h1>
        <p className={classes.lead}>{t("closed")}</p>
        <LinkButton href={routes.signIn()} variant="default">
          {t("toSignIn")}
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <h1>{organisation === "" ? t("title") : t("titleOf", { organisation })}</h1>
      <p className={classes.lead}>{t("lead")}</p>
      <ApplyForm />
    </>
  );
}
