import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { readStatisticsQuery, statisticsSchema } from "@/lib/actions/api/statistics";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { getStatistics } from "@/lib/queries/get-statistics";
import { StatisticsScreen } from "./_components/statistics-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statistics"))("title") };
}

export default async function StatisticsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await requireActor();
  if (!can(actor, "statistics:read")) notFound();
  const view = await getStatistics(actor, readStatisticsQuery(statisticsSchema, await searchParams));
  return <StatisticsScreen view={view} maySeeRows={can(actor, "notice:read")} />;
}
