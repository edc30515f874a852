"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { passkeyNameSchema } from "@/lib/domain/access/second-factor";
import { routes } from "@/lib/routes";
import { removeFactor, renamePasskey } from "@/lib/usecases/remove-factor";
import { renewRecoveryCodes } from "@/lib/usecases/renew-recovery-codes";

const factorAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.settings());
  return result;
});

export const dropApp = factorAction.action(({ ctx }) => removeFactor(ctx.actor, null));

export const dropPasskey = factorAction
  .inputSchema(z.object({ id: z.uuid() }))
  .action(({ ctx, parsedInput: { id } }) => removeFactor(ctx.actor, id));

export const namePasskey = factorAction
  .inputSchema(z.object({ id: z.uuid(), name: passkeyNameSchema }))
  .action(({ ctx, parsedInput: { id, name } }) => renamePasskey(ctx.actor, id, name));

export const renewCodes = factorAction.action(({ ctx }) => renewRecoveryCodes(ctx.actor));
