"use server";

import { headers } from "next/headers";
import { publicAction } from "@/lib/actions/client";
import { networkAddressOf } from "@/lib/auth/network-address";
import { applicationSchema } from "@/lib/domain/vetting/application";
import { apply } from "@/lib/usecases/apply";

export const sendApplication = publicAction.inputSchema(applicationSchema).action(async ({ parsedInput, ctx }) => {
  const networkAddress = networkAddressOf(await headers());
  await apply({ ...parsedInput, networkAddress, requestId: ctx.requestId });
});
