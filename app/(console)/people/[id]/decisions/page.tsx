import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { orNotFound } from "@/lib/actions/or-not-found";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listDecisionsOf } from "@/lib/queries/list-decisions";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { DecisionTable } from "./_components/decision-table";
import classes from "./_components/decisions.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vetting.record"))("decisions") };
}

interface DecisionsPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ before?: string }>;
}

export default async function DecisionsPage({ params, searchParams }: DecisionsPageProps) {
  const actor = await requireActor();
  const id = z.uuid().safeParse((await params).id).data;
  if (id === undefined || !can(actor, "person:read_record")) notFound();
  const before = z.coerce
    .number()
    .int()
    .positive()
    .safeParse((await searchParams).before).data;
  const { pseudonym, decisions, next } = await orNotFound(listDecisionsOf(actor, id, before));
  const t = await getTranslations("vetting.decisions");
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.person(id)}>{t("title", { pseudonym })}</PageTitle>
      <p className={classes.lead}>{t("lead")}</p>
      {decisions.length === 0 ? (
        <EmptyState title={t("empty")}>{null}</EmptyState>
      ) : (
        <DecisionTable decisions={decisions} />
      )}
      {next === null ? null : <Link href={routes.personDecisions(id, { before: next })}>{t("older")}</Link>}
    </div>
  );
}
