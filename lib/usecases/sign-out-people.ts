import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { endAllSessions, endSessions } from "@/lib/db/sessions";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";

/**
 * Ends every session of one person, or of everybody, at the next request; `except` names the one that asks, which may stay. Tokens
 * and accounts stay as they are. Returns how many ended.
 */
export async function signOutPeople(
  actor: UserActor | OperatorActor,
  personId: string | null,
  except?: string,
): Promise<number> {
  assertCan(actor, "person:suspend");
  if (personId === null) assertRecentlyConfirmed(actor, new Date());
  const ended = personId === null ? await endAllSessions(db(), except) : await endSessions(db(), personId, except);
  await recordAccess({ actor, kind: "sign_out", subject: personId ?? "everybody" });
  return ended;
}
