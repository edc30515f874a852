import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getPerson } from "@/lib/auth/current-actor";
import { safeNextPath } from "@/lib/auth/next-path";
import { env } from "@/lib/env";
import { getApplyPage } from "@/lib/queries/get-apply-page";
import { hasPeople } from "@/lib/queries/has-people";
import { routes } from "@/lib/routes";
import { canHavePasskeys } from "@/lib/usecases/begin-passkey";
import { ProviderButton } from "./_components/provider-button";
import { ProviderRefusal } from "./_components/provider-refusal";
import { SignInForm } from "./_components/sign-in-form";
import classes from "./_components/sign-in.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

interface SignInProps {
  searchParams: Promise<{ next?: string; error?: string }>;
}

export default async function SignInPage({ searchParams }: SignInProps) {
  const { next: asked, error } = await searchParams;
  const next = safeNextPath(asked) ?? routes.home();
  if ((await getPerson()) !== null) redirect(next);
  if (!(await hasPeople())) redirect(routes.firstStart());
  const [{ isOpen }, t] = await Promise.all([getApplyPage(), getTranslations("auth.signIn")]);
  const { oidc } = env();
  return (
    <>
      <h1>{t("title")}</h1>
      {oidc === null ? null : <ProviderRefusal error={error} name={oidc.name} />}
      <SignInForm next={next} canHavePasskeys={canHavePasskeys()} />
      {oidc === null ? null : <ProviderButton name={oidc.name} next={next} />}
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
