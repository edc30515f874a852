import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { type QueueLayout, readQueueLayout } from "@/lib/tables/queue-layout";

/** Density and columns as the person last chose them. */
export async function getQueueLayout(actor: UserActor): Promise<QueueLayout> {
  const user = await db().user.findUnique({ where: { id: actor.id }, select: { settings: true } });
  return readQueueLayout(user?.settings);
}
