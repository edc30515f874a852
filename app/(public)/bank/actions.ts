"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { publicAction } from "@/lib/actions/client";
import { networkAddressOf } from "@/lib/auth/network-address";
import { bankCodeSchema, bankEntriesSchema, consentSchema } from "@/lib/domain/bank";
import { consentByCode } from "@/lib/usecases/consent-to-bank";
import { openByCode } from "@/lib/usecases/enter-bank";
import { fillByCode } from "@/lib/usecases/fill-bank";
import { withdrawByCode } from "@/lib/usecases/withdraw-bank";

const held = z.strictObject({ code: bankCodeSchema });

/** The code is the key, and comes with every request: nothing of it stays in a cookie of a computer that several use. */
const bankAction = publicAction.use(async ({ next, ctx: { requestId } }) =>
  next({ ctx: { requestId, networkAddress: networkAddressOf(await headers()) } }),
);

export const open = bankAction
  .inputSchema(held)
  .action(({ ctx, parsedInput }) => openByCode({ ...ctx, ...parsedInput }));

export const consent = bankAction
  .inputSchema(held.extend({ consent: consentSchema }))
  .action(({ ctx, parsedInput }) => consentByCode({ ...ctx, ...parsedInput }));

export const fill = bankAction
  .inputSchema(held.extend({ entries: bankEntriesSchema }))
  .action(({ ctx, parsedInput }) => fillByCode({ ...ctx, ...parsedInput }));

export const withdraw = bankAction
  .inputSchema(held)
  .action(({ ctx, parsedInput }) => withdrawByCode({ ...ctx, ...parsedInput }));
