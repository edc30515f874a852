import "server-only";
import { randomUUID } from "node:crypto";
import { sealText } from "@/lib/adapters/sealed-text";
import { change } from "@/lib/db/change";
import { insertWebhook, readWebhooks } from "@/lib/db/webhooks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { DomainError } from "@/lib/domain/errors";
import { type WebhookInput, webhooksAtMost, webhookSchema } from "@/lib/domain/webhook-events";
import { newSecret } from "./secret-link";

const secretPrefix = "dmqw_";
export const newWebhookSecret = (): string => `${secretPrefix}${newSecret()}`;

/** From its next change on the desk tells it. The secret is in the answer and, sealed, in the database. */
export async function createWebhook(actor: UserActor, input: WebhookInput): Promise<{ id: string; secret: string }> {
  assertCan(actor, "webhook:manage");
  assertRecentlyConfirmed(actor, new Date());
  const webhook = webhookSchema.parse(input);
  const [id, secret] = [randomUUID(), newWebhookSecret()];
  await change(actor, "webhook.created", {}, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('demasque.webhook'))`;
    if ((await readWebhooks(tx)).length >= webhooksAtMost)
      throw new DomainError("limited", "webhooks_at_most", { maximum: webhooksAtMost });
    await insertWebhook(tx, { ...webhook, id, secret: sealText("webhook", id, secret), createdBy: actor.id });
  });
  return { id, secret };
}
