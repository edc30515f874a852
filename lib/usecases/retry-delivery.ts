import "server-only";
import { db } from "@/lib/db/client";
import { insertTestDelivery, requeueDelivery } from "@/lib/db/webhooks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { testEvent } from "@/lib/domain/webhook-events";

/** Sends one again, under its own id. @throws DomainError `not_found` where it is not there, on its way, or its webhook is off. */
export async function retryDelivery(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "webhook:manage");
  if (!(await requeueDelivery(db(), id))) throw notFound("delivery");
}

/** Something to try it with, that is about nothing. @throws DomainError `not_found` where there is none or it is off. */
export async function testWebhook(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "webhook:manage");
  if (!(await insertTestDelivery(db(), id, testEvent))) throw notFound("webhook");
}
