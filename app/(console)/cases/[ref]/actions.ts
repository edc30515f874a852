"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { opinionDraftSchema, opinionSchema } from "@/lib/domain/case/opinions";
import { commandReasons } from "@/lib/domain/case/reasons";
import { claimCase } from "@/lib/usecases/claim-case";
import { giveOpinion } from "@/lib/usecases/give-opinion";
import { releaseCase } from "@/lib/usecases/release-case";
import { renewLease } from "@/lib/usecases/renew-lease";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { saveOpinionDraft } from "@/lib/usecases/save-opinion-draft";
import { withdrawOpinion } from "@/lib/usecases/withdraw-opinion";

const one = z.strictObject({ id: z.uuid() });
const seen = one.extend({ version: z.int().positive() });
const told = ({ id, version }: z.infer<typeof seen>) => ({ ref: { id }, expectedVersion: version });

export const claim = actorAction
  .inputSchema(seen)
  .action(({ parsedInput, ctx }) => claimCase(ctx.actor, told(parsedInput)));

export const release = actorAction
  .inputSchema(seen)
  .action(({ parsedInput, ctx }) => releaseCase(ctx.actor, told(parsedInput)));

export const renew = actorAction.inputSchema(one).action(async ({ parsedInput, ctx }) => {
  const { leaseUntil } = await renewLease(ctx.actor, { ref: parsedInput });
  return { until: leaseUntil.toISOString(), secondsLeft: Math.round((leaseUntil.getTime() - Date.now()) / 1000) };
});

export const give = actorAction
  .inputSchema(opinionSchema.extend(seen.shape))
  .action(({ parsedInput: { id, version, ...opinion }, ctx }) =>
    giveOpinion(ctx.actor, { ...opinion, ...told({ id, version }) }),
  );

export const withdraw = actorAction
  .inputSchema(seen)
  .action(({ parsedInput, ctx }) => withdrawOpinion(ctx.actor, told(parsedInput)));

export const saveDraft = actorAction
  .inputSchema(one.extend({ draft: opinionDraftSchema }))
  .action(({ parsedInput: { id, draft }, ctx }) => saveOpinionDraft(ctx.actor, { ref: { id }, draft }));

export const safeguard = actorAction
  .inputSchema(one.extend({ reason: z.enum(commandReasons.safeguard).optional() }))
  .action(({ parsedInput: { id, reason }, ctx }) =>
    safeguardCase(ctx.actor, { ref: { id }, ...(reason && { reason }) }),
  );
