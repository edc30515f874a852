import "server-only";
import { db } from "@/lib/db/client";
import { readDeliveries, readWebhook, readWebhooks, type DeliveryRow, type WebhookRow } from "@/lib/db/webhooks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { deliveryFailures, type DeliveryFailure } from "@/lib/domain/webhook-delivery";
import { testEvent, webhookEvents, type WebhookEvent } from "@/lib/domain/webhook-events";

export interface ShownWebhook extends Omit<WebhookRow, "events"> {
  events: WebhookEvent[];
}
export interface ShownDelivery extends Omit<DeliveryRow, "failure" | "event"> {
  event: WebhookEvent | typeof testEvent;
  failure: DeliveryFailure | null;
}

const shown = (row: WebhookRow): ShownWebhook => ({
  ...row,
  events: webhookEvents.filter((event) => row.events.includes(event)),
});

export async function listWebhooks(actor: UserActor): Promise<ShownWebhook[]> {
  assertCan(actor, "webhook:manage");
  return (await readWebhooks(db())).map(shown);
}

/** How much of the log the screen has. */
const deliveriesShown = 100;

/** @throws DomainError `not_found`. */
export async function getWebhook(
  actor: UserActor,
  id: string,
): Promise<{ webhook: ShownWebhook; deliveries: ShownDelivery[] }> {
  assertCan(actor, "webhook:manage");
  const row = await readWebhook(db(), id);
  if (row === null) throw notFound("webhook");
  const deliveries = await readDeliveries(db(), id, deliveriesShown);
  return {
    webhook: shown(row),
    deliveries: deliveries.map((delivery) => ({
      ...delivery,
      event: webhookEvents.find((event) => event === delivery.event) ?? testEvent,
      failure:
        delivery.failure === null ? null : (deliveryFailures.find((one) => one === delivery.failure) ?? "unexpected"),
    })),
  };
}
