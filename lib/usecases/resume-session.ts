import "server-only";
import { findLiveSession, touchSession, type LiveSession } from "@/lib/db/sessions";
import { rolesIn } from "@/lib/domain/access/mode";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface ResumedSession extends LiveSession {
  /** The desk is closed to this person: they have a session, and nothing to do with it. */
  isShutOut: boolean;
}

/**
 * Who is behind a session's id at this moment; null once it is revoked, run out, or its person suspended. While the desk is closed
 * the roles are those that still count.
 */
export async function resumeSession(id: string): Promise<ResumedSession | null> {
  if (!uuid.test(id)) return null;
  const session = await findLiveSession(id);
  if (session === null) return null;
  if (session.isStale) await touchSession(id);
  const roles = rolesIn(session.mode.mode, session.roles);
  return { ...session, roles: roles ?? [], isShutOut: roles === null };
}
