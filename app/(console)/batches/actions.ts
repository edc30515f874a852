"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { batchMailSchema, batchOptionsSchema, mostBatchCases } from "@/lib/domain/batches/batch";
import { forbidden } from "@/lib/domain/errors";
import { selectCases } from "@/lib/queries/select-cases";
import { routes } from "@/lib/routes";
import { caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";
import { cancelBatch, cancellable } from "@/lib/usecases/cancel-batch";
import { mailBatch } from "@/lib/usecases/mail-batch";
import { planBatch } from "@/lib/usecases/plan-batch";
import { resumeBatch } from "@/lib/usecases/resume-batch";
import { startBatch } from "@/lib/usecases/start-batch";

const one = z.strictObject({ id: z.uuid() });
const chosen = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(mostBatchCases) }),
  z.strictObject({ query: z.string().max(4000) }),
]);
const shown = ({ id }: { id: string }) => revalidatePath(routes.batch(id));

/** The cases chosen one by one, or everything that a list shows at this moment. */
export const plan = actorAction.inputSchema(chosen).action(async ({ ctx: { actor }, parsedInput }) => {
  if ("ids" in parsedInput) return planBatch(actor, await selectCases(actor, parsedInput));
  const query = caseQueryFor(actor, loadCaseAddress(parsedInput.query));
  if (query === null) throw forbidden("forbidden");
  return planBatch(actor, await selectCases(actor, { query }));
});

export const start = actorAction
  .inputSchema(one.extend({ options: batchOptionsSchema }))
  .action(({ ctx, parsedInput }) => startBatch(ctx.actor, parsedInput).then(() => shown(parsedInput)));

export const mail = actorAction
  .inputSchema(one.extend({ notices: batchMailSchema }))
  .action(({ ctx, parsedInput }) => mailBatch(ctx.actor, parsedInput).then(() => shown(parsedInput)));

export const cancel = actorAction
  .inputSchema(one.extend({ was: z.enum(cancellable) }))
  .action(({ ctx, parsedInput }) => cancelBatch(ctx.actor, parsedInput).then(() => shown(parsedInput)));

export const resume = actorAction
  .inputSchema(one.extend({ withFailed: z.boolean() }))
  .action(({ ctx, parsedInput }) => resumeBatch(ctx.actor, parsedInput).then(() => shown(parsedInput)));
