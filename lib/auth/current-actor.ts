import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/lib/domain/access/actor";
import { closedDesk } from "@/lib/domain/access/mode";
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

/** Whoever is signed in, on the threshold or past it; null for whoever a closed desk shuts out. */
export const getPerson = cache(async (): Promise<UserActor | null> => {
  const session = await getSession();
  if (session === null || session.isShutOut) return null;
  const { userId, pseudonym, roles } = session;
  return { kind: "user", id: userId, pseudonym, roles, requestId: await currentRequestId() };
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
  const asked = (await headers()).get("x-asked-path");
  const next = asked ? { next: asked } : {};
  if (session?.isShutOut) redirect(routes.closed());
  if (session === null) redirect(routes.signIn(next));
  redirect(thresholdOf(session) === "charter" ? routes.charter(next) : routes.vetting());
}
