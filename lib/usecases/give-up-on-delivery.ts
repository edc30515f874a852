import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import type { WebhookHealth } from "@/lib/db/webhooks";
import { switchWebhookOff } from "@/lib/db/webhooks";
import type { JobActor } from "@/lib/domain/access/actor";
import { givenUpAtMost } from "@/lib/domain/webhook-delivery";

/** A delivery that failed for a day is given up; after several in a row nobody is listening there, and the webhook is switched off. */
export async function giveUpOnDelivery(webhookId: string, { givenUpInRow }: WebhookHealth): Promise<void> {
  const actor: JobActor = { kind: "job", name: "webhooks", requestId: randomUUID() };
  if (givenUpInRow < givenUpAtMost) return;
  await change(actor, "webhook.switched_off", { reason: "given_up" }, (tx) =>
    switchWebhookOff(tx, webhookId, "given_up"),
  );
}
