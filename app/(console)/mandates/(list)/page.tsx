import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { mandateStatuses } from "@/lib/domain/mandate";
import { listMandates } from "@/lib/queries/list-mandates";
import { MandateList } from "../_components/mandate-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mandates"))("title") };
}

export default async function MandatesPage({
  searchParams,
}: {
  searchParams: Promise<{ status?: string | string[] }>;
}) {
  const actor = await requireActor();
  if (!can(actor, "mandate:read")) notFound();
  const { status } = await searchParams;
  return <MandateList {...await listMandates(actor, mandateStatuses.find((one) => one === status) ?? null)} />;
}
