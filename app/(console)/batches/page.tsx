import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listBatches } from "@/lib/queries/list-batches";
import { BatchList } from "./_components/batch-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batch"))("title") };
}

export default async function BatchesPage() {
  const actor = await requireActor();
  if (!can(actor, "notice:prepare")) notFound();
  return <BatchList batches={await listBatches(actor)} />;
}
