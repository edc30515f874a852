"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { webhookSchema } from "@/lib/domain/webhook-events";
import { routes } from "@/lib/routes";
import { createWebhook } from "@/lib/usecases/create-webhook";
import { editWebhook } from "@/lib/usecases/edit-webhook";
import { endWebhook } from "@/lib/usecases/end-webhook";
import { retryDelivery, testWebhook } from "@/lib/usecases/retry-delivery";
import { rotateWebhookSecret } from "@/lib/usecases/rotate-webhook-secret";
import { switchWebhook } from "@/lib/usecases/switch-webhook";

const webhookAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.webhooks(), "layout");
  return result;
});
const one = z.object({ id: z.uuid() });

export const addWebhook = webhookAction
  .inputSchema(webhookSchema)
  .action(async ({ ctx, parsedInput }) => (await createWebhook(ctx.actor, parsedInput)).secret);
export const changeWebhook = webhookAction
  .inputSchema(one.extend({ webhook: webhookSchema }))
  .action(({ ctx, parsedInput: { id, webhook } }) => editWebhook(ctx.actor, id, webhook));
export const replaceSecret = webhookAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => rotateWebhookSecret(ctx.actor, id));
export const turnWebhook = webhookAction
  .inputSchema(one.extend({ isOn: z.boolean() }))
  .action(({ ctx, parsedInput: { id, isOn } }) => switchWebhook(ctx.actor, id, isOn));
export const removeWebhook = webhookAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => endWebhook(ctx.actor, id));
export const tryWebhook = webhookAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => testWebhook(ctx.actor, id));
export const sendAgain = webhookAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => retryDelivery(ctx.actor, id));
