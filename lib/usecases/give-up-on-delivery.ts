import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { holdersOf, notify } from "@/lib/db/notifications";
import { switchWebhookOff, type WebhookHealth } from "@/lib/db/webhooks";
import type { JobActor } from "@/lib/domain/access/actor";
import { givenUpAtMost } from "@/lib/domain/webhook-delivery";

/**
 * A delivery that failed for a day is given up; after several in a row nobody is listening there, and the webhook is switched off.
 * The administrators are told of the first and of the end, not of each between.
 */
export async function giveUpOnDelivery(webhookId: string, { name, givenUpInRow }: WebhookHealth): Promise<void> {
  if (givenUpInRow !== 1 && givenUpInRow < givenUpAtMost) return;
  const actor: JobActor = { kind: "job", name: "webhooks", requestId: randomUUID() };
  await change(actor, "webhook.switched_off", { reason: "given_up" }, async (tx) => {
    const isOff = givenUpInRow >= givenUpAtMost && (await switchWebhookOff(tx, webhookId, "given_up"));
    if (!isOff && givenUpInRow !== 1) return;
    await notify(tx, { to: await holdersOf(tx, "admin"), kind: "webhook_given_up", params: { name, isOff } });
  });
}
