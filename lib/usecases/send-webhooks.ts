import "server-only";
import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { openText } from "@/lib/adapters/sealed-text";
import { webhookSignature } from "@/lib/adapters/webhook-signature";
import { db } from "@/lib/db/client";
import {
  dueWebhooks,
  noteDelivered,
  noteFailed,
  noteHealth,
  restWebhook,
  takeDelivery,
  type TakenDelivery,
} from "@/lib/db/webhooks";
import { DomainError } from "@/lib/domain/errors";
import {
  deliveryFailures,
  failureOfStatus,
  pauseAfter,
  restAfter,
  signatureHeader,
  type DeliveryFailure,
} from "@/lib/domain/webhook-delivery";
import { webhookBody } from "@/lib/domain/webhook-events";
import { logger } from "@/lib/logger";
import { giveUpOnDelivery } from "./give-up-on-delivery";

interface Attempt {
  failure: DeliveryFailure | null;
  response: number | null;
}

/** A round leaves a webhook after so many, so that a worker that stops is not held up by a long queue. */
const deliveriesAtMost = 100;

/**
 * Tells the webhooks what is due, each in a line of its own: a slow recipient holds up what is meant for itself and nothing else. At
 * least once: a process that ends between sending and noting it leaves the delivery due, under the same id.
 */
export class WebhookSender {
  private readonly busy = new Map<string, Promise<void>>();

  constructor(private readonly http: OutgoingHttp = new OutgoingHttp()) {}

  /** Starts a line for every webhook that has none running, and comes back as soon as they end, at the latest after `patience`. */
  async round(patienceMilliseconds = 1000): Promise<void> {
    for (const id of await dueWebhooks(db())) {
      if (this.busy.has(id)) continue;
      const line = this.tell(id)
        .catch((error: unknown) => logger.error({ err: error, webhook: id }, "webhook deliveries interrupted"))
        .finally(() => this.busy.delete(id));
      this.busy.set(id, line);
    }
    if (this.busy.size > 0) await Promise.race([this.settled(), wait(patienceMilliseconds)]);
  }

  async settled(): Promise<void> {
    await Promise.all(this.busy.values());
  }

  private async tell(webhookId: string): Promise<void> {
    for (let sent = 0; sent < deliveriesAtMost; sent += 1) {
      const delivery = await takeDelivery(db(), webhookId);
      if (delivery === null) return;
      const { failure, response } = await this.attempt(webhookId, delivery);
      if (failure === null) {
        if (await noteDelivered(db(), delivery.id, response ?? 0))
          await noteHealth(db(), webhookId, { isDelivered: true, isGivenUp: false });
        continue;
      }
      const pauseSeconds = pauseAfter(delivery.attempts, randomInt(1001) / 1000);
      await noteFailed(db(), delivery.id, { failure, response, pauseSeconds });
      const health = await noteHealth(db(), webhookId, { isDelivered: false, isGivenUp: pauseSeconds === null });
      if (health === null) return;
      await restWebhook(db(), webhookId, restAfter(health.failedInRow));
      if (pauseSeconds === null) await giveUpOnDelivery(webhookId, health);
      return;
    }
  }

  private async attempt(webhookId: string, delivery: TakenDelivery): Promise<Attempt> {
    try {
      const body = webhookBody(delivery);
      const timestamp = Math.floor(Date.now() / 1000);
      const secrets = [delivery.secret, delivery.earlierSecret].flatMap((sealed) =>
        sealed === null ? [] : [openText("webhook", webhookId, sealed)],
      );
      const signatures = secrets.map((secret) => webhookSignature(secret, timestamp, body));
      const { status } = await this.http.post(delivery.url, body, "application/json", {
        "demasque-delivery": delivery.id,
        "demasque-event": delivery.event,
        "demasque-signature": signatureHeader(timestamp, signatures),
      });
      return { failure: failureOfStatus(status), response: status };
    } catch (error) {
      const known = error instanceof DomainError ? deliveryFailures.find((one) => one === error.reason) : undefined;
      if (known === undefined) logger.error({ err: error, webhook: webhookId }, "webhook delivery failed");
      return { failure: known ?? "unexpected", response: null };
    }
  }
}

let kept: WebhookSender | undefined;

/** The worker's round, every few seconds. */
export function sendWebhooks(): Promise<void> {
  kept ??= new WebhookSender();
  return kept.round();
}
