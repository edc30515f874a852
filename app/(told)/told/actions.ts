"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { publicAction } from "@/lib/actions/client";
import { networkAddressOf } from "@/lib/auth/network-address";
import { forgetToldToken, keepToldToken, readToldToken } from "@/lib/auth/told-cookie";
import { bankCodeSchema } from "@/lib/domain/bank";
import { enterToldPage } from "@/lib/usecases/enter-told-page";
import { renewToldCode } from "@/lib/usecases/reset-told-code";
import { stopContact } from "@/lib/usecases/stop-contact";

const typed = z.strictObject({ code: bankCodeSchema });

const toldAction = publicAction.use(async ({ next, ctx: { requestId } }) => {
  const networkAddress = networkAddressOf(await headers());
  return next({ ctx: { requestId, networkAddress, token: (await readToldToken()) ?? "" } });
});

export const enter = toldAction.inputSchema(typed).action(async ({ ctx, parsedInput }) => {
  await keepToldToken((await enterToldPage({ ...ctx, ...parsedInput })).token);
});

export const renew = toldAction.inputSchema(typed).action(async ({ ctx, parsedInput }) => {
  const { code, token } = await renewToldCode({ ...ctx, ...parsedInput });
  await keepToldToken(token);
  return { code };
});

export const stop = toldAction
  .inputSchema(typed.extend({ withdraws: z.boolean() }))
  .action(async ({ ctx, parsedInput }) => {
    await stopContact({ ...ctx, ...parsedInput });
    await forgetToldToken();
  });
