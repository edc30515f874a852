import "server-only";
import { findLiveSession, touchSession, type LiveSession } from "@/lib/db/sessions";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Who is behind a session's id at this moment; null once it is revoked, run out, or its person suspended. */
export async function resumeSession(id: string): Promise<LiveSession | null> {
  if (!uuid.test(id)) return null;
  const session = await findLiveSession(id);
  if (session?.isStale) await touchSession(id);
  return session;
}
