import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getPerson } from "@/lib/auth/current-actor";
import { safeNextPath } from "@/lib/auth/next-path";
import { getApplyPage } from "@/lib/queries/get-apply-page";
import { hasPeople } from "@/lib/queries/has-people";
import { routes } from "@/lib/routes";
import { canHavePasskeys } from "@/lib/usecases/begin-passkey";
import { SignInForm } from "./_components/sign-in-form";
import classes from "./_components/sign-in.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = safeNextPath((await searchParams).next) ?? routes.home();
  if ((await getPerson()) !== null) redirect(next);
  if (!(await hasPeople())) redirect(routes.firstStart());
  const [{ isOpen }, t] = await Promise.all([getApplyPage(), getTranslations("auth.signIn")]);
  return (
    <>
      <h1>{t("title")}</h1>
      <SignInForm next={next} canHavePasskeys={canHavePasskeys()} />
      {isOpen ? (
        <p className={classes.else}>
          <Link href={routes.apply()}>{t("apply")}</Link>
        </p>
      ) : null}
      <p className={classes.else}>
        <Link href={routes.forgotten()}>{t("forgotten")}</Link>
      </p>
      <p className={classes.else}>
        <Link href={routes.verify()}>{t("verify")}</Link>
      </p>
    </>
  );
}
