import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ShownWebhook } from "@/lib/queries/list-webhooks";
import { routes } from "@/lib/routes";
import { WebhookState } from "./webhook-state";
import classes from "./webhooks.module.css";

export function WebhookList({ webhooks }: { webhooks: readonly ShownWebhook[] }) {
  const t = useTranslations("webhooks");
  return (
    <ul className={classes.rows}>
      {webhooks.map((webhook) => (
        <li key={webhook.id}>
          <span className={classes.what}>
            <Link href={routes.webhook(webhook.id)} prefetch={false}>
              {webhook.name}
            </Link>
            <span className={classes.address}>{webhook.url}</span>
            <span className={classes.quiet}>{t("eventCount", { count: webhook.events.length })}</span>
          </span>
          <WebhookState webhook={webhook} />
        </li>
      ))}
    </ul>
  );
}
