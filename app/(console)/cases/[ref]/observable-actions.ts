"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { observableSubkinds } from "@/lib/domain/observables/observable";
import { addObservablesTo } from "@/lib/usecases/add-observables";
import { removeObservable } from "@/lib/usecases/remove-observable";
import { revealObservable } from "@/lib/usecases/reveal-observable";

const one = z.strictObject({ id: z.uuid(), observableId: z.uuid() });
const given = z.strictObject({ subkind: z.enum(observableSubkinds), text: z.string().min(1).max(4000) });

export const addObservables = actorAction
  .inputSchema(
    z.strictObject({ id: z.uuid(), given: z.array(given).min(1).max(50), source: z.enum(["report", "reviewer"]) }),
  )
  .action(({ parsedInput: { id, ...values }, ctx }) => addObservablesTo(ctx.actor, { ref: { id }, ...values }));

export const takeOffObservable = actorAction
  .inputSchema(one)
  .action(({ parsedInput: { id, observableId }, ctx }) => removeObservable(ctx.actor, { ref: { id }, observableId }));

export const openObservable = actorAction
  .inputSchema(one)
  .action(({ parsedInput: { id, observableId }, ctx }) => revealObservable(ctx.actor, { ref: { id }, observableId }));
