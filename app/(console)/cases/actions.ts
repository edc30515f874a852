"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { classifications } from "@/lib/domain/case/vocabulary";
import { getCaseSignals } from "@/lib/queries/get-case-signals";
import { caseAddressOf, loadCaseAddress } from "@/lib/tables/case-filters";
import { queueLayoutSchema } from "@/lib/tables/queue-layout";
import { claimCases } from "@/lib/usecases/claim-cases";
import { deleteView } from "@/lib/usecases/delete-view";
import { giveOpinions } from "@/lib/usecases/give-opinions";
import { saveView } from "@/lib/usecases/save-view";
import { setQueueLayout } from "@/lib/usecases/set-queue-layout";
import { tagCases } from "@/lib/usecases/tag-cases";

const ids = z.array(z.uuid()).min(1).max(50);
const seen = z.object({ id: z.uuid(), version: z.int().positive() });
const tags = z.array(z.string().max(80)).max(10);
const judged = seen.extend({ reasons: z.array(z.string().max(20)).max(40) });
const opinions = z.object({
  classification: z.enum(classifications),
  note: z.string().max(4000),
  cases: z.array(judged).min(1).max(10),
});
const list = z.object({ name: z.string().min(1).max(60), query: z.string().max(4000) });

export const claimFromQueue = actorAction
  .inputSchema(z.object({ cases: z.array(seen).min(1).max(50) }))
  .action(({ ctx, parsedInput }) => claimCases(ctx.actor, parsedInput.cases));

export const tagFromQueue = actorAction
  .inputSchema(z.object({ ids, add: tags, remove: tags }))
  .action(({ ctx, parsedInput }) => tagCases(ctx.actor, parsedInput));

export const readSignals = actorAction
  .inputSchema(z.object({ ids }))
  .action(({ ctx, parsedInput }) => getCaseSignals(ctx.actor, parsedInput.ids));

export const judgeFromQueue = actorAction
  .inputSchema(opinions)
  .action(({ ctx, parsedInput }) => giveOpinions(ctx.actor, parsedInput));

/** Only what the parsers of the address understand is kept, and never a place in the pages. */
export const keepList = actorAction.inputSchema(list).action(async ({ ctx, parsedInput: { name, query } }) => {
  const search = caseAddressOf({ ...loadCaseAddress(query), cursor: null });
  const kept = await saveView(ctx.actor, { name, query: search.replace(/^\?/, "") });
  revalidatePath("/cases");
  return kept;
});

export const dropList = actorAction.inputSchema(z.object({ id: z.uuid() })).action(async ({ ctx, parsedInput }) => {
  await deleteView(ctx.actor, parsedInput);
  revalidatePath("/cases");
});

export const setLayout = actorAction
  .inputSchema(queueLayoutSchema)
  .action(({ ctx, parsedInput }) => setQueueLayout(ctx.actor, parsedInput));
