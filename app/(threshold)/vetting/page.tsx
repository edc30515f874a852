import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/lib/auth/current-actor";
import { getOwnVetting } from "@/lib/queries/get-own-vetting";
import { OwnSteps } from "./_components/own-steps";
import { TellForm } from "./_components/tell-form";
import classes from "./_components/vetting.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vetting.own"))("title.member") };
}

export default async function OwnVettingPage() {
  const actor = await requirePerson();
  const [vetting, t] = await Promise.all([getOwnVetting(actor), getTranslations("vetting.own")]);
  return (
    <>
      <h1>{t(`title.${vetting.state}`)}</h1>
      <p className={classes.lead}>{t(vetting.needsTelling ? "lead.telling" : `lead.${vetting.state}`)}</p>
      {vetting.needsTelling ? <TellForm pseudonym={vetting.pseudonym} /> : null}
      {vetting.needsTelling || vetting.state === "refused" ? null : <OwnSteps vetting={vetting} />}
    </>
  );
}
