"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { routes } from "@/lib/routes";
import { proposeMailServer } from "@/lib/usecases/propose-change";

export const acceptMailServer = actorAction
  .inputSchema(z.object({ digest: z.string().length(64) }))
  .action(async ({ ctx, parsedInput: { digest } }) => {
    const proposed = await proposeMailServer(ctx.actor, digest);
    revalidatePath(routes.settings());
    return proposed;
  });
