"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { reportAccountSchema, reportSecretSchema } from "@/lib/domain/notices/report-account";
import { routes } from "@/lib/routes";
import { addReportAccount } from "@/lib/usecases/add-report-account";
import { endReportAccount, replaceReportSecret } from "@/lib/usecases/end-report-account";
import { tryReportAccount } from "@/lib/usecases/try-report-account";

const accountAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.reportAccounts());
  return result;
});
const one = z.strictObject({ id: z.uuid() });

export const addAccount = accountAction
  .inputSchema(reportAccountSchema)
  .action(({ ctx, parsedInput }) => addReportAccount(ctx.actor, parsedInput));
export const replaceAccountSecret = accountAction
  .inputSchema(one.extend({ secret: reportSecretSchema }))
  .action(({ ctx, parsedInput: { id, secret } }) => replaceReportSecret(ctx.actor, id, secret));
export const removeAccount = accountAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => endReportAccount(ctx.actor, id));
export const tryAccount = actorAction
  .inputSchema(one)
  .action(({ ctx, parsedInput: { id } }) => tryReportAccount(ctx.actor, id));
