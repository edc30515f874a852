import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";

/** Which of one's own: one, or that one and all before it, so that what came in meanwhile stays new. */
export interface ReadNotifications {
  id: string;
  andOlder: boolean;
}

/** Says that they were read. Not in the trail: what somebody has read is theirs. */
export async function readNotifications(actor: UserActor, { id, andOlder }: ReadNotifications): Promise<void> {
  const last = BigInt(id);
  await db().notification.updateMany({
    where: { userId: actor.id, readAt: null, id: andOlder ? { lte: last } : last },
    data: { readAt: new Date() },
  });
}
