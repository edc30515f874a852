"use server";

import { headers } from "next/headers";
import { after } from "next/server";
import { z } from "zod";
import { publicAction } from "@/lib/actions/client";
import { networkAddressOf } from "@/lib/auth/network-address";
import { emailSchema } from "@/lib/domain/access/person";
import { DomainError } from "@/lib/domain/errors";
import { loggerOf } from "@/lib/logger";
import { admitResetRequest, sendResetLink } from "@/lib/usecases/ask-for-reset";

/** Nothing is looked up before the answer has left: it is the same for everybody, and as quick. */
export const askForLink = publicAction
  .inputSchema(z.object({ email: emailSchema }))
  .action(async ({ parsedInput: { email }, ctx: { requestId } }) => {
    await admitResetRequest(networkAddressOf(await headers()));
    after(async () => {
      try {
        await sendResetLink(email, requestId);
      } catch (error) {
        loggerOf(requestId).error(
          { reason: error instanceof DomainError ? error.reason : "unexpected" },
          "no link sent",
        );
      }
    });
  });
