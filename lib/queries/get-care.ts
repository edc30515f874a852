import "server-only";
import { cache } from "react";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { type Care, readCare } from "@/lib/domain/care";

/** The reader's own, and nobody else's. */
export const getCare = cache(async (actor: UserActor): Promise<Care> => {
  const user = await db().user.findUnique({ where: { id: actor.id }, select: { settings: true } });
  return readCare(user?.settings);
});
