"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { getSession } from "@/lib/auth/current-actor";
import { deskModes } from "@/lib/domain/access/mode";
import { routes } from "@/lib/routes";
import { changeMode } from "@/lib/usecases/change-mode";
import { signOutPeople } from "@/lib/usecases/sign-out-people";

const wanted = z.object({ mode: z.enum(deskModes), reason: z.string().max(400) });
const whom = z.object({ id: z.uuid().nullable() });

/** The bar stands on every page: all of them are drawn again. */
export const setMode = actorAction.inputSchema(wanted).action(async ({ ctx, parsedInput }) => {
  const { mode } = await changeMode(ctx.actor, parsedInput);
  revalidatePath(routes.home(), "layout");
  return mode;
});

/** One person, or everybody where none is named. The session that asks stays: whoever works on the incident is not shut out by it. */
export const signOthersOut = actorAction.inputSchema(whom).action(async ({ ctx, parsedInput: { id } }) => {
  const session = await getSession();
  const ended = await signOutPeople(ctx.actor, id, session?.id);
  revalidatePath(routes.settings());
  return ended;
});
