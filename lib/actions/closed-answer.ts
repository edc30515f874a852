import "server-only";
import { getSession } from "@/lib/auth/current-actor";
import { retryInIncidentSeconds } from "@/lib/domain/access/mode";

/** For routes that are not pages: what a closed desk answers whoever it shuts out; null for everybody else. */
export async function closedAnswer(): Promise<Response | null> {
  if (!(await getSession())?.isShutOut) return null;
  const headers = { "cache-control": "no-store", "retry-after": String(retryInIncidentSeconds) };
  return Response.json({ code: "unavailable", reason: "closed_mode" }, { status: 503, headers });
}
