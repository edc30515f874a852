import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ShownWebhook } from "@/lib/queries/list-webhooks";
import { routes } from "@/lib/routes";
import list from "@/lib/ui/list-page.module.css";
import { WebhookState } from "./webhook-state";

export function WebhookList({ webhooks }: { webhooks: readonly ShownWebhook[] }) {
  const t = useTranslations("webhooks");
  return (
    <ul className={list.rows}>
      {webhooks.map((webhook) => (
        <li key={webhook.id}>
          <span className={list.what}>
            <Link href={routes.webhook(webhook.id)} prefetch={false}>
              {webhook.name}
            </Link>
            <span className={list.address}>{webhook.url}</span>
            <span className={list.quiet}>{t("eventCount", { count: webhook.events.length })}</span>
          </span>
          <WebhookState webhook={webhook} />
        </li>
      ))}
    </ul>
  );
}
