import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { readStatisticsQuery, statisticsRowsSchema } from "@/lib/actions/api/statistics";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listLedgerLines, readLinePlace } from "@/lib/queries/list-ledger-lines";
import { LedgerLines } from "./_components/ledger-lines";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statistics"))("title") };
}

export default async function StatisticsRowsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await requireActor();
  if (!can(actor, "notice:read")) notFound();
  const asked = await searchParams;
  const { figure, ...filter } = readStatisticsQuery(statisticsRowsSchema, asked);
  const before = readLinePlace(typeof asked["before"] === "string" ? asked["before"] : undefined);
  const page = await listLedgerLines(actor, { filter, figure, before });
  return <LedgerLines {...page} figure={figure} filter={filter} />;
}
