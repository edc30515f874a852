"use server";

import { revalidatePath } from "next/cache";
import { actorAction } from "@/lib/actions/client";
import { assertCan } from "@/lib/domain/access/policy";
import { routes } from "@/lib/routes";
import { sealTrail } from "@/lib/usecases/seal-trail";

export const sealNow = actorAction.action(async ({ ctx }) => {
  assertCan(ctx.actor, "audit:seal");
  const result = await sealTrail();
  revalidatePath(routes.audit());
  return result === null ? 0 : result.sealed;
});
