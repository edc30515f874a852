import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { endSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";

/** Ends the session that asks. The cookie is worthless from here on, wherever a copy of it is. */
export async function signOut(actor: UserActor, sessionId: string): Promise<void> {
  if (await endSession(db(), actor.id, sessionId)) await recordAccess({ actor, kind: "sign_out", subject: sessionId });
}
