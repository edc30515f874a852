"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { signedInAction } from "@/lib/actions/client";
import { safeNextPath } from "@/lib/auth/next-path";
import { routes } from "@/lib/routes";
import { acceptCharter } from "@/lib/usecases/accept-charter";

const acceptance = z.object({ version: z.string().max(40), next: z.string().max(2000) });

export const accept = signedInAction.inputSchema(acceptance).action(async ({ ctx, parsedInput: { version, next } }) => {
  await acceptCharter(ctx.actor, version);
  redirect(safeNextPath(next) ?? routes.home());
});
