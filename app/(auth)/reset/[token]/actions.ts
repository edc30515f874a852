"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { publicAction } from "@/lib/actions/client";
import { networkAddressOf } from "@/lib/auth/network-address";
import { passwordSchema } from "@/lib/domain/access/person";
import { resetPassword } from "@/lib/usecases/reset-password";

const chosen = z.object({ token: z.string().max(100), password: passwordSchema });

export const choosePassword = publicAction.inputSchema(chosen).action(async ({ parsedInput, ctx: { requestId } }) => {
  await resetPassword({ ...parsedInput, networkAddress: networkAddressOf(await headers()), requestId });
});
