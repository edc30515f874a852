import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { endSession, endSessions } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { forbidden, notFound } from "@/lib/domain/errors";

/** Signs one of the person's own browsers out, at its next request. */
export async function revokeSession(actor: UserActor, sessionId: string): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  if (!(await endSession(db(), actor.id, sessionId))) throw notFound("session");
  await recordAccess({ actor, kind: "sign_out", subject: sessionId });
}

/** Signs the person out everywhere but here. Returns how many sessions ended. */
export async function revokeOtherSessions(actor: UserActor, currentSessionId: string): Promise<number> {
  if (actor.token) throw forbidden("token_scope");
  const ended = await endSessions(db(), actor.id, currentSessionId);
  if (ended > 0) await recordAccess({ actor, kind: "sign_out", subject: "others" });
  return ended;
}
