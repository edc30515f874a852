import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { signOutHere } from "@/lib/actions/sign-out";
import { getHolder } from "@/lib/auth/current-actor";
import { safeNextPath } from "@/lib/auth/next-path";
import { isRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { getFactorWays } from "@/lib/queries/get-factors";
import { routes } from "@/lib/routes";
import { ConfirmScreen } from "./_components/confirm-screen";
import classes from "./_components/confirm.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factor.confirm"))("title") };
}

/** The second step of signing in; and, for whoever is signed in, what stands before a file of many cases. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = safeNextPath((await searchParams).next) ?? routes.home();
  const holder = await getHolder();
  if (holder === null) redirect(routes.signIn({ next }));
  if (holder.level === "enrol") redirect(routes.enrol({ next }));
  const isFile = holder.level === "full";
  if (isFile && (!next.startsWith("/api/") || isRecentlyConfirmed(holder.actor, new Date()))) redirect(next);
  const [ways, t] = await Promise.all([getFactorWays(holder), getTranslations("factor.confirm")]);
  return (
    <>
      <h1>{t(isFile ? "fileTitle" : "title")}</h1>
      <p className={classes.lead}>{t(isFile ? "fileLead" : "lead")}</p>
      <ConfirmScreen ways={ways} next={next} />
      {isFile ? null : (
        <form action={signOutHere} className={classes.else}>
          <p>{t("lost")}</p>
          <button type="submit">{t("else")}</button>
        </form>
      )}
    </>
  );
}
