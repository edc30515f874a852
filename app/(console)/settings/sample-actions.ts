"use server";

import { revalidatePath } from "next/cache";
import { actorAction } from "@/lib/actions/client";
import { routes } from "@/lib/routes";
import { eraseSamples } from "@/lib/usecases/erase-samples";
import { loadSamples } from "@/lib/usecases/load-samples";

/** Every screen shows the samples, and the header says so. */
const everywhere = (): void => revalidatePath(routes.home(), "layout");

export const loadSampleCases = actorAction.action(async ({ ctx }) => {
  await loadSamples(ctx.actor);
  everywhere();
});

export const eraseSampleCases = actorAction.action(async ({ ctx }) => {
  const erased = await eraseSamples(ctx.actor);
  everywhere();
  return erased;
});
