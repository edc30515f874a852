import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { signOutHere } from "@/lib/actions/sign-out";
import { getHolder } from "@/lib/auth/current-actor";
import { safeNextPath } from "@/lib/auth/next-path";
import { routes } from "@/lib/routes";
import { beginTotp } from "@/lib/usecases/begin-totp";
import { canHavePasskeys } from "@/lib/usecases/begin-passkey";
import { EnrolScreen } from "./_components/enrol-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factor.enrol"))("title") };
}

/** Where whoever needs a second factor and has none is led; once it is there, its recovery codes are shown here. */
export default async function SecondFactorPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const next = safeNextPath((await searchParams).next) ?? routes.home();
  const holder = await getHolder();
  if (holder === null) redirect(routes.signIn({ next }));
  if (holder.level === "password") redirect(routes.confirm({ next }));
  const offer = holder.level === "enrol" ? await beginTotp(holder) : null;
  return <EnrolScreen offer={offer} next={next} canHavePasskeys={canHavePasskeys()} signOut={signOutHere} />;
}
