import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listVouchees } from "@/lib/queries/list-applications";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { VoucheeList } from "./_components/vouchee-list";
import classes from "./_components/vouching.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vetting.vouching"))("title") };
}

export default async function VouchingPage() {
  const actor = await requireActor();
  if (!can(actor, "person:vouch")) notFound();
  const [people, t] = await Promise.all([listVouchees(actor), getTranslations("vetting.vouching")]);
  return (
    <div className={classes.page}>
      <PageTitle {...(people.length > 0 && { count: people.length })}>{t("title")}</PageTitle>
      <p className={classes.lead}>{t("lead")}</p>
      {people.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneHint")}</EmptyState>
      ) : (
        <VoucheeList people={people} />
      )}
    </div>
  );
}
