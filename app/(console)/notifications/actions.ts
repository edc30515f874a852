"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { readNotifications } from "@/lib/usecases/read-notifications";

const which = z.object({ id: z.string().regex(/^[1-9]\d{0,17}$/), andOlder: z.boolean() });

export const markRead = actorAction.inputSchema(which).action(async ({ ctx, parsedInput }) => {
  await readNotifications(ctx.actor, parsedInput);
  // The bell is on every screen.
  revalidatePath("/", "layout");
});
