import "server-only";
import { sealText } from "@/lib/adapters/sealed-text";
import { change } from "@/lib/db/change";
import { replaceSecret } from "@/lib/db/webhooks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { notFound } from "@/lib/domain/errors";
import { earlierSecretHours } from "@/lib/domain/webhook-delivery";
import { newWebhookSecret } from "./create-webhook";

/** For two days both secrets sign, so that the recipient can change over without losing one. @throws DomainError `not_found`. */
export async function rotateWebhookSecret(actor: UserActor, id: string): Promise<string> {
  assertCan(actor, "webhook:manage");
  assertRecentlyConfirmed(actor, new Date());
  const secret = newWebhookSecret();
  await change(actor, "webhook.secret_rotated", {}, async (tx) => {
    if (!(await replaceSecret(tx, id, sealText("webhook", id, secret), earlierSecretHours))) throw notFound("webhook");
  });
  return secret;
}
