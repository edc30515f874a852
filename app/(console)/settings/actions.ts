"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { getSession } from "@/lib/auth/current-actor";
import { tokenScopes } from "@/lib/domain/access/actor";
import { passwordSchema, pseudonymSchema } from "@/lib/domain/access/person";
import { settingSchemas } from "@/lib/domain/settings";
import { locales } from "@/lib/i18n/locales";
import { routes } from "@/lib/routes";
import { queueLayoutSchema } from "@/lib/tables/queue-layout";
import { changePassword } from "@/lib/usecases/change-password";
import { changeSettings } from "@/lib/usecases/change-settings";
import { createToken } from "@/lib/usecases/create-token";
import { editProfile } from "@/lib/usecases/edit-profile";
import { revokeOtherSessions, revokeSession } from "@/lib/usecases/revoke-session";
import { revokeToken } from "@/lib/usecases/revoke-token";
import { setQueueLayout } from "@/lib/usecases/set-queue-layout";

const one = z.object({ id: z.uuid() });
const profile = z.object({ pseudonym: pseudonymSchema, locale: z.enum(locales) });
const passwords = z.object({ present: passwordSchema, next: passwordSchema });
const token = z.object({ name: z.string().trim().min(1).max(80), scopes: z.array(z.enum(tokenScopes)).min(1), days: z.coerce.number() });
const seen = <T>(result: T): T => (revalidatePath(routes.settings(), "layout"), result);
const here = async () => (await getSession())?.id ?? "";

export const saveProfile = actorAction.inputSchema(profile).action(async ({ ctx, parsedInput }) => seen(await editProfile(ctx.actor, parsedInput)));

export const saveLayout = actorAction.inputSchema(queueLayoutSchema).action(async ({ ctx, parsedInput }) => seen(await setQueueLayout(ctx.actor, parsedInput)));

export const savePassword = actorAction.inputSchema(passwords).action(async ({ ctx, parsedInput }) => seen(await changePassword(ctx.actor, { ...parsedInput, sessionId: await here() })));

export const endSession = actorAction.inputSchema(one).action(async ({ ctx, parsedInput }) => seen(await revokeSession(ctx.actor, parsedInput.id)));

export const endOtherSessions = actorAction.action(async ({ ctx }) => seen(await revokeOtherSessions(ctx.actor, await here())));

export const makeToken = actorAction.inputSchema(token).action(async ({ ctx, parsedInput }) => seen((await createToken(ctx.actor, parsedInput)).secret));

export const endToken = actorAction.inputSchema(one).action(async ({ ctx, parsedInput }) => seen(await revokeToken(ctx.actor, parsedInput.id)));

export const saveSettings = actorAction
  .inputSchema(z.object(settingSchemas).partial())
  .action(async ({ ctx, parsedInput }) => seen(await changeSettings(ctx.actor, parsedInput)));
