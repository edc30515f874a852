"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { boxesSchema } from "@/lib/domain/images/boxes";
import { removalReasons, switchOffReasons, switchReasons } from "@/lib/domain/images/picture";
import { redactImage } from "@/lib/usecases/redact-image";
import { removeImage } from "@/lib/usecases/remove-image";
import { switchImages } from "@/lib/usecases/switch-images";

const one = z.strictObject({ id: z.uuid() });

/** `id` is the case's. */
export const switchStored = actorAction
  .inputSchema(one.extend({ isOn: z.boolean(), reason: z.enum([...switchReasons, ...switchOffReasons]) }))
  .action(({ parsedInput: { id, ...wanted }, ctx }) => switchImages(ctx.actor, { ref: { id }, ...wanted }));

export const redactStored = actorAction
  .inputSchema(one.extend({ revision: z.int().positive(), boxes: boxesSchema }))
  .action(({ parsedInput, ctx }) => redactImage(ctx.actor, parsedInput));

export const removeStored = actorAction
  .inputSchema(one.extend({ reason: z.enum(removalReasons) }))
  .action(({ parsedInput, ctx }) => removeImage(ctx.actor, parsedInput));
