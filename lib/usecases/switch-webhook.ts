import "server-only";
import { change } from "@/lib/db/change";
import { switchWebhookOff, switchWebhookOn } from "@/lib/db/webhooks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** Off: nothing more is sent, what waits included; what happens meanwhile is not kept for later. @throws DomainError `not_found`. */
export async function switchWebhook(actor: UserActor, id: string, isOn: boolean): Promise<void> {
  assertCan(actor, "webhook:manage");
  await change(actor, isOn ? "webhook.switched_on" : "webhook.switched_off", {}, async (tx) => {
    const isDone = isOn ? await switchWebhookOn(tx, id) : await switchWebhookOff(tx, id, "by_hand");
    if (!isDone) throw notFound("webhook");
  });
}
