import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listWebhooks } from "@/lib/queries/list-webhooks";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import list from "@/lib/ui/list-page.module.css";
import { PageTitle } from "@/lib/ui/page-title";
import { AddWebhook } from "../_components/add-webhook";
import { WebhookList } from "../_components/webhook-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("title") };
}

export default async function WebhooksPage() {
  const actor = await requireActor();
  if (!can(actor, "webhook:manage")) notFound();
  const [webhooks, t] = await Promise.all([listWebhooks(actor), getTranslations("webhooks")]);
  return (
    <div className={list.page}>
      <PageTitle backHref={routes.settings()} count={webhooks.length} actions={<AddWebhook />}>
        {t("title")}
      </PageTitle>
      <p className={list.intro}>{t("intro")}</p>
      {webhooks.length === 0 ? (
        <EmptyState title={t("none.title")}>{t("none.body")}</EmptyState>
      ) : (
        <WebhookList webhooks={webhooks} />
      )}
    </div>
  );
}
