"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { ageAnswers } from "@/lib/domain/case/vocabulary";
import { fingerprintSchema } from "@/lib/domain/fingerprints/fingerprint-input";
import { matchStates } from "@/lib/domain/fingerprints/match";
import { addFingerprint } from "@/lib/usecases/add-fingerprint";
import { confirmMatch } from "@/lib/usecases/confirm-match";
import { refuseMatch } from "@/lib/usecases/refuse-match";
import { removeFingerprint } from "@/lib/usecases/remove-fingerprint";

const one = z.strictObject({ id: z.uuid() });

export const add = actorAction
  .inputSchema(one.extend({ ageAnswer: z.enum(ageAnswers), fingerprint: fingerprintSchema }))
  .action(({ parsedInput: { id, ...given }, ctx }) => addFingerprint(ctx.actor, { ref: { id }, ...given }));

export const remove = actorAction
  .inputSchema(one.extend({ fingerprintId: z.uuid() }))
  .action(({ parsedInput: { id, fingerprintId }, ctx }) =>
    removeFingerprint(ctx.actor, { ref: { id }, fingerprintId }),
  );

const answer = one.extend({ matchId: z.uuid(), seen: z.enum(matchStates) });

export const confirm = actorAction
  .inputSchema(answer)
  .action(({ parsedInput: { id, ...given }, ctx }) => confirmMatch(ctx.actor, { ref: { id }, ...given }));

export const refuse = actorAction
  .inputSchema(answer)
  .action(({ parsedInput: { id, ...given }, ctx }) => refuseMatch(ctx.actor, { ref: { id }, ...given }));
