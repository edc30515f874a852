import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/lib/domain/access/actor";
import { closedDesk } from "@/lib/domain/access/mode";
import { routes } from "@/lib/routes";
import { resumeSession } from "@/lib/usecases/resume-session";
import { readSessionId, sessionCookieName } from "./session-cookie";

/** The id that the proxy gave to this request; it is in the log, in the trail, and on a screen that reports a fault. */
export async function currentRequestId(): Promise<string> {
  return (await headers()).get("x-request-id") ?? randomUUID();
}

/** The session of this request, by its row: asked once per request. */
export const getSession = cache(async () => {
  const id = await readSessionId((await cookies()).get(sessionCookieName())?.value);
  return id === null ? null : resumeSession(id);
});

/** Null for whoever has no live session, and for whoever a closed desk shuts out. */
export const getActor = cache(async (): Promise<UserActor | null> => {
  const session = await getSession();
  if (session === null || session.isShutOut) return null;
  const { userId, pseudonym, roles } = session;
  return { kind: "user", id: userId, pseudonym, roles, requestId: await currentRequestId() };
});

/** @throws DomainError `unavailable` (closed_mode): for callers that answer in codes rather than with a page. */
export async function assertNotShutOut(): Promise<void> {
  if ((await getSession())?.isShutOut) throw closedDesk();
}

/** For pages and actions: whoever has no live session goes to the sign-in page, and comes back from there. */
export async function requireActor(): Promise<UserActor> {
  const actor = await getActor();
  if (actor !== null) return actor;
  if ((await getSession())?.isShutOut) redirect(routes.closed());
  const asked = (await headers()).get("x-asked-path");
  redirect(routes.signIn(asked ? { next: asked } : {}));
}
