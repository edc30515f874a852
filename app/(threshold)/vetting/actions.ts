"use server";

import { personAction } from "@/lib/actions/client";
import { applicationRestSchema } from "@/lib/domain/vetting/application";
import { completeApplication } from "@/lib/usecases/complete-application";

export const tell = personAction
  .inputSchema(applicationRestSchema)
  .action(({ ctx, parsedInput }) => completeApplication(ctx.actor, parsedInput));
