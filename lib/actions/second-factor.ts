"use server";

import { revalidatePath } from "next/cache";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { networkAddressOf } from "@/lib/auth/network-address";
import {
  sealSessionId,
  sessionCookieName,
  sessionCookieOptions,
  sessionCookieSeconds,
} from "@/lib/auth/session-cookie";
import { passkeyAnswerSchema, passkeyNameSchema, shownFactorSchema } from "@/lib/domain/access/second-factor";
import { getFactorWays } from "@/lib/queries/get-factors";
import { routes } from "@/lib/routes";
import { askForAnyPasskey, askForPasskey, beginPasskey } from "@/lib/usecases/begin-passkey";
import { beginTotp } from "@/lib/usecases/begin-totp";
import { confirmSession } from "@/lib/usecases/confirm-session";
import { enrolPasskey } from "@/lib/usecases/enrol-passkey";
import { enrolTotp } from "@/lib/usecases/enrol-totp";
import { holderAction, publicAction } from "./client";

/** The session goes on under another id: this browser is told, and no copy of the cookie. */
async function goOnAs(sessionId: string, before: string): Promise<void> {
  if (sessionId === before) return;
  const options = { ...sessionCookieOptions(), maxAge: sessionCookieSeconds };
  (await cookies()).set(sessionCookieName(), await sealSessionId(sessionId), options);
}

export const readWays = holderAction.action(({ ctx }) => getFactorWays(ctx.holder));
export const askPasskey = holderAction.action(({ ctx }) => askForPasskey(ctx.holder));
export const askNewTotp = holderAction.action(({ ctx }) => beginTotp(ctx.holder));
export const askNewPasskey = holderAction.action(({ ctx }) => beginPasskey(ctx.holder));
export const askAnyPasskey = publicAction.action(async () => askForAnyPasskey(networkAddressOf(await headers())));

export const showFactor = holderAction
  .inputSchema(shownFactorSchema)
  .action(async ({ ctx: { holder }, parsedInput }) => {
    await goOnAs(await confirmSession(holder, parsedInput), holder.actor.session.id);
  });

export const addTotp = holderAction
  .inputSchema(z.object({ code: z.string().min(1).max(40) }))
  .action(async ({ ctx: { holder }, parsedInput: { code } }) => {
    const { codes, sessionId } = await enrolTotp(holder, code);
    revalidatePath(routes.settings());
    await goOnAs(sessionId, holder.actor.session.id);
    return { codes };
  });

export const addPasskey = holderAction
  .inputSchema(z.object({ answer: passkeyAnswerSchema, name: passkeyNameSchema }))
  .action(async ({ ctx: { holder }, parsedInput }) => {
    const { codes, sessionId } = await enrolPasskey(holder, parsedInput);
    revalidatePath(routes.settings());
    await goOnAs(sessionId, holder.actor.session.id);
    return { codes };
  });
