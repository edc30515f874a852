"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { importOptionsSchema } from "@/lib/domain/import/mapping";
import { routes } from "@/lib/routes";
import { cancelImport } from "@/lib/usecases/cancel-import";
import { previewImport } from "@/lib/usecases/preview-import";
import { startImport } from "@/lib/usecases/start-import";

const settled = z.strictObject({ id: z.uuid(), options: importOptionsSchema });

export const previewImportAction = actorAction
  .inputSchema(settled)
  .action(({ ctx, parsedInput }) => previewImport(ctx.actor, parsedInput));

export const startImportAction = actorAction.inputSchema(settled).action(async ({ ctx, parsedInput }) => {
  await startImport(ctx.actor, parsedInput);
  revalidatePath(routes.import(parsedInput.id));
});

export const cancelImportAction = actorAction
  .inputSchema(z.strictObject({ id: z.uuid() }))
  .action(async ({ ctx, parsedInput }) => {
    await cancelImport(ctx.actor, parsedInput);
    revalidatePath(routes.import(parsedInput.id));
  });
