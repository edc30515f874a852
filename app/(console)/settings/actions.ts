"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { getSession } from "@/lib/auth/current-actor";
import { passwordSchema, pseudonymSchema } from "@/lib/domain/access/person";
import { settingSchemas } from "@/lib/domain/settings";
import { locales } from "@/lib/i18n/locales";
import { routes } from "@/lib/routes";
import { queueLayoutSchema } from "@/lib/tables/queue-layout";
import { changePassword } from "@/lib/usecases/change-password";
import { changeSettings } from "@/lib/usecases/change-settings";
import { editProfile } from "@/lib/usecases/edit-profile";
import { setQueueLayout } from "@/lib/usecases/set-queue-layout";

const profile = z.object({ pseudonym: pseudonymSchema, locale: z.enum(locales) });
const passwords = z.object({ present: passwordSchema, next: passwordSchema });

/** The frame of the page shows the pseudonym too: all of it is drawn again. */
const settingAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.settings(), "layout");
  return result;
});

export const saveProfile = settingAction
  .inputSchema(profile)
  .action(({ ctx, parsedInput }) => editProfile(ctx.actor, parsedInput));

export const saveLayout = settingAction
  .inputSchema(queueLayoutSchema)
  .action(({ ctx, parsedInput }) => setQueueLayout(ctx.actor, parsedInput));

export const savePassword = settingAction.inputSchema(passwords).action(async ({ ctx, parsedInput }) => {
  const session = await getSession();
  await changePassword(ctx.actor, { ...parsedInput, sessionId: session?.id ?? "" });
});

export const saveSettings = settingAction
  .inputSchema(z.object(settingSchemas).partial())
  .action(({ ctx, parsedInput }) => changeSettings(ctx.actor, parsedInput));
