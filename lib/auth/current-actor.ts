import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/lib/domain/access/actor";
import { closedDesk } from "@/lib/domain/access/mode";
import type { SessionHolder } from "@/lib/domain/access/second-factor";
import { thresholdOf } from "@/lib/domain/vetting/standing";
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

/**
 * Whoever signed in all the way, on the threshold or past it: a session that has only come as far as the password is nobody's. Null, too,
 * for whoever a closed desk shuts out.
 */
export const getPerson = cache(async (): Promise<UserActor | null> => {
  const session = await getSession();
  if (session?.level !== "full" || session.isShutOut) return null;
  const { id, userId, pseudonym, roles, confirmedAt } = session;
  const requestId = await currentRequestId();
  return { kind: "user", id: userId, pseudonym, roles, session: { id, confirmedAt }, requestId };
});

/** @throws DomainError `unavailable` (closed_mode): for callers that answer in codes rather than with a page. */
export async function assertNotShutOut(): Promise<void> {
  if ((await getSession())?.isShutOut) throw closedDesk();
}

/** Who is at the desk: admitted, and with the charter as it is now accepted. */
export const getActor = cache(async (): Promise<UserActor | null> => {
  const session = await getSession();
  return session === null || thresholdOf(session) !== null ? null : getPerson();
});

/** Who holds this request's session, however far it has come: for showing a second factor or setting one up, and nothing else. */
export const getHolder = cache(async (): Promise<SessionHolder | null> => {
  const session = await getSession();
  if (session === null) return null;
  const { id, userId, pseudonym, level, confirmedAt } = session;
  const requestId = await currentRequestId();
  return { actor: { kind: "user", id: userId, pseudonym, roles: [], session: { id, confirmedAt }, requestId }, level };
});

/** The page where somebody who is not signed in all the way goes on, coming back from it to `next`. */
async function wayIn(next?: string): Promise<string> {
  const session = await getSession();
  const query = next ? { next } : {};
  if (session?.level === "password") return routes.confirm(query);
  if (session?.level === "enrol") return routes.enrol(query);
  return routes.signIn(query);
}

/** For pages and actions: whoever has no live session goes to the sign-in page, and comes back from there. */
export async function requireActor(): Promise<UserActor> {
  const actor = await getActor();
  if (actor !== null) return actor;
  return sendToThreshold();
}

/** For the few pages that somebody on the threshold may see: their own record, the training that was opened to them. */
export async function requirePerson(): Promise<UserActor> {
  const session = await getSession();
  const person = await getPerson();
  if (person !== null && session !== null && thresholdOf(session) !== "charter") return person;
  return sendToThreshold();
}

/** For the charter itself, which comes before everything else. */
export async function requireSignedIn(): Promise<UserActor> {
  return (await getPerson()) ?? sendToThreshold();
}

async function sendToThreshold(): Promise<never> {
  const session = await getSession();
  const asked = (await headers()).get("x-asked-path") ?? undefined;
  if (session?.isShutOut) redirect(routes.closed());
  if (session?.level !== "full") redirect(await wayIn(asked));
  redirect(thresholdOf(session) === "charter" ? routes.charter(asked ? { next: asked } : {}) : routes.vetting());
}
