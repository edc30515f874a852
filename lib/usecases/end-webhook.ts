import "server-only";
import { change } from "@/lib/db/change";
import { switchWebhookOff } from "@/lib/db/webhooks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** Gone from the screens for good; the trail remembers it. @throws DomainError `not_found`. */
export async function endWebhook(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "webhook:manage");
  await change(actor, "webhook.ended", {}, async (tx) => {
    if (!(await switchWebhookOff(tx, id, "by_hand", true))) throw notFound("webhook");
  });
}
