"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { publicAction } from "@/lib/actions/client";
import { networkAddressOf } from "@/lib/auth/network-address";
import { emailSchema, passwordSchema, pseudonymSchema } from "@/lib/domain/access/person";
import { settingSchemas } from "@/lib/domain/settings";
import { loggerOf } from "@/lib/logger";
import { createFirstAdmin } from "@/lib/usecases/create-first-admin";
import { loadSamples } from "@/lib/usecases/load-samples";

const firstAdmin = z.object({
  code: z.string().max(40),
  email: emailSchema,
  pseudonym: pseudonymSchema,
  password: passwordSchema,
  organisation: settingSchemas.organisation_name,
  reviewsToo: z.boolean(),
  wantsSamples: z.boolean(),
});

/** The account stands even where the samples could not be loaded: they are on offer again in the settings. */
export const createFirstAccount = publicAction.inputSchema(firstAdmin).action(async ({ parsedInput, ctx }) => {
  const { wantsSamples, ...input } = parsedInput;
  const networkAddress = networkAddressOf(await headers());
  const actor = await createFirstAdmin({ ...input, networkAddress, requestId: ctx.requestId });
  if (!wantsSamples) return;
  await loadSamples(actor).catch((error: unknown) => {
    loggerOf(ctx.requestId).error({ err: error }, "samples not loaded");
  });
});
