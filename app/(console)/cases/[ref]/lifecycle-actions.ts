"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { commandReasons } from "@/lib/domain/case/reasons";
import { admitCase } from "@/lib/usecases/admit-case";
import { closeCase } from "@/lib/usecases/close-case";
import { discardCase } from "@/lib/usecases/discard-case";
import { eraseCase } from "@/lib/usecases/erase-case";
import { lookAgain, lookVerdicts } from "@/lib/usecases/look-again";
import { reopenCase } from "@/lib/usecases/reopen-case";

const seen = z.strictObject({ id: z.uuid(), version: z.int().positive() });
const reasoned = <const Reasons extends readonly [string, ...string[]]>(reasons: Reasons) =>
  seen.extend({ reason: z.enum(reasons) });
const told = ({ id, version }: z.infer<typeof seen>) => ({ ref: { id }, expectedVersion: version });

export const admit = actorAction
  .inputSchema(seen)
  .action(({ parsedInput, ctx }) => admitCase(ctx.actor, told(parsedInput)));

export const close = actorAction
  .inputSchema(reasoned(commandReasons.close))
  .action(({ parsedInput, ctx }) => closeCase(ctx.actor, { ...told(parsedInput), reason: parsedInput.reason }));

export const reopen = actorAction
  .inputSchema(reasoned(commandReasons.reopen))
  .action(({ parsedInput, ctx }) => reopenCase(ctx.actor, { ...told(parsedInput), reason: parsedInput.reason }));

export const lookAtAgain = actorAction
  .inputSchema(seen.extend({ verdict: z.enum(lookVerdicts) }))
  .action(({ parsedInput, ctx }) => lookAgain(ctx.actor, { ...told(parsedInput), verdict: parsedInput.verdict }));

export const discard = actorAction
  .inputSchema(reasoned(commandReasons.discard))
  .action(({ parsedInput, ctx }) => discardCase(ctx.actor, { ...told(parsedInput), reason: parsedInput.reason }));

export const erase = actorAction
  .inputSchema(reasoned(commandReasons.erase))
  .action(({ parsedInput, ctx }) => eraseCase(ctx.actor, { ...told(parsedInput), reason: parsedInput.reason }));
