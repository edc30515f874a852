import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { DomainError } from "@/lib/domain/errors";
import { getWebhook } from "@/lib/queries/list-webhooks";
import { routes } from "@/lib/routes";
import list from "@/lib/ui/list-page.module.css";
import { PageTitle } from "@/lib/ui/page-title";
import { DeliveryLog } from "../_components/delivery-log";
import { WebhookPanel } from "../_components/webhook-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("title") };
}

export default async function WebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  if (!can(actor, "webhook:manage") || !z.uuid().safeParse(id).success) notFound();
  const found = await getWebhook(actor, id).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <div className={list.page}>
      <PageTitle backHref={routes.webhooks()}>{found.webhook.name}</PageTitle>
      <WebhookPanel webhook={found.webhook} />
      <DeliveryLog deliveries={found.deliveries} isActive={found.webhook.isActive} />
    </div>
  );
}
