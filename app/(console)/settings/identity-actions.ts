"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { getSession } from "@/lib/auth/current-actor";
import { beginLinking } from "@/lib/auth/oidc";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { routes } from "@/lib/routes";
import { unlinkIdentity } from "@/lib/usecases/link-identity";

/** The browser goes to the provider from here, and comes back linked. */
export const prepareLink = actorAction.action(async ({ ctx }) => {
  assertRecentlyConfirmed(ctx.actor, new Date());
  const session = await getSession();
  if (session !== null) await beginLinking(session.id);
});

export const endLink = actorAction
  .inputSchema(z.object({ id: z.uuid() }))
  .action(async ({ ctx, parsedInput: { id } }) => {
    await unlinkIdentity(ctx.actor, id);
    revalidatePath(routes.settings());
  });
