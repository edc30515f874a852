import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getSession, requireSignedIn } from "@/lib/auth/current-actor";
import { safeNextPath } from "@/lib/auth/next-path";
import { charterRules, charterVersion } from "@/lib/domain/vetting/charter";
import { routes } from "@/lib/routes";
import { AcceptForm } from "./_components/accept-form";
import classes from "./_components/charter.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("charter"))("title") };
}

export default async function CharterPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  await requireSignedIn();
  const accepted = (await getSession())?.charterVersion ?? null;
  const t = await getTranslations("charter");
  const next = safeNextPath((await searchParams).next) ?? routes.home();
  const isAgain = accepted !== null && accepted !== charterVersion;
  return (
    <>
      <h1>{t("title")}</h1>
      {isAgain ? <p className={classes.again}>{t("again")}</p> : null}
      <p className={classes.lead}>{t("lead")}</p>
      <ol className={classes.rules}>
        {charterRules.map((rule) => (
          <li key={rule}>
            <h2>{t(`rule.${rule}.title`)}</h2>
            <p>{t(`rule.${rule}.body`)}</p>
          </li>
        ))}
      </ol>
      <AcceptForm isAccepted={accepted === charterVersion} next={next} />
    </>
  );
}
