import "server-only";
import { change } from "@/lib/db/change";
import { editWebhookRow } from "@/lib/db/webhooks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { notFound } from "@/lib/domain/errors";
import { type WebhookInput, webhookSchema } from "@/lib/domain/webhook-events";

/** What waits goes to the new address. @throws DomainError `not_found`. */
export async function editWebhook(actor: UserActor, id: string, input: WebhookInput): Promise<void> {
  assertCan(actor, "webhook:manage");
  assertRecentlyConfirmed(actor, new Date());
  const webhook = webhookSchema.parse(input);
  await change(actor, "webhook.edited", {}, async (tx) => {
    if (!(await editWebhookRow(tx, id, webhook))) throw notFound("webhook");
  });
}
