import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listAudit } from "@/lib/queries/list-audit";
import { readSealState } from "@/lib/queries/seal-state";
import { loadAuditQuery } from "@/lib/tables/audit-filters";
import { PageTitle } from "@/lib/ui/page-title";
import { YearlyReport } from "../_components/yearly-report";
import { AuditFilters } from "./_components/audit-filters";
import { AuditTable } from "./_components/audit-table";
import { SealPanel } from "./_components/seal-panel";
import classes from "./_components/audit.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  if (!can(actor, "audit:read")) notFound();
  const query = await loadAuditQuery(searchParams);
  const [page, seal] = await Promise.all([listAudit(actor, query), readSealState()]);
  const t = await getTranslations("audit");
  return (
    <div className={classes.page}>
      <PageTitle>{t("title")}</PageTitle>
      <p className={classes.lead}>{t("lead")}</p>
      <SealPanel state={seal} maySeal={can(actor, "audit:seal")} />
      <AuditFilters query={query} />
      <AuditTable page={page} query={query} />
      {can(actor, "notice:report") ? <YearlyReport year={new Date().getUTCFullYear()} /> : null}
    </div>
  );
}
