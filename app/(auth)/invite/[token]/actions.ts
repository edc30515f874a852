"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { publicAction } from "@/lib/actions/client";
import { networkAddressOf } from "@/lib/auth/network-address";
import { emailSchema, passwordSchema, pseudonymSchema } from "@/lib/domain/access/person";
import { acceptInvitation } from "@/lib/usecases/accept-invitation";

const acceptance = z.object({
  token: z.string().max(100),
  email: emailSchema,
  pseudonym: pseudonymSchema,
  password: passwordSchema,
});

export const joinDesk = publicAction.inputSchema(acceptance).action(async ({ parsedInput, ctx }) => {
  const networkAddress = networkAddressOf(await headers());
  await acceptInvitation({ ...parsedInput, networkAddress, requestId: ctx.requestId });
});
