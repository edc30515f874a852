"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { confirmChange } from "@/lib/usecases/confirm-change";
import { declineChange } from "@/lib/usecases/decline-change";
import { withdrawProposal } from "@/lib/usecases/withdraw-proposal";

/** What waits is shown on several screens, and in the bell. */
const proposalAction = actorAction
  .use(async ({ next }) => {
    const result = await next();
    revalidatePath("/", "layout");
    return result;
  })
  .inputSchema(z.object({ id: z.uuid() }));

export const confirm = proposalAction.action(({ ctx, parsedInput: { id } }) => confirmChange(ctx.actor, id));

export const decline = proposalAction.action(({ ctx, parsedInput: { id } }) => declineChange(ctx.actor, id));

export const withdraw = proposalAction.action(({ ctx, parsedInput: { id } }) => withdrawProposal(ctx.actor, id));
