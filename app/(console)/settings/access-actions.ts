"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { getSession } from "@/lib/auth/current-actor";
import { tokenScopes } from "@/lib/domain/access/actor";
import { routes } from "@/lib/routes";
import { createToken } from "@/lib/usecases/create-token";
import { revokeOtherSessions, revokeSession } from "@/lib/usecases/revoke-session";
import { revokeToken } from "@/lib/usecases/revoke-token";

const one = z.object({ id: z.uuid() });
const token = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(tokenScopes)).min(1),
  days: z.number(),
});

const accessAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.settings());
  return result;
});

export const endSession = accessAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => revokeSession(ctx.actor, id));

export const endOtherSessions = accessAction.action(async ({ ctx }) => {
  const session = await getSession();
  return revokeOtherSessions(ctx.actor, session?.id ?? "");
});

export const makeToken = accessAction
  .inputSchema(token)
  .action(async ({ ctx, parsedInput }) => (await createToken(ctx.actor, parsedInput)).secret);

export const endToken = accessAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => revokeToken(ctx.actor, id));
