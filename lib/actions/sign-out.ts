"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { currentRequestId, getSession } from "@/lib/auth/current-actor";
import { sessionCookieName, sessionCookieOptions } from "@/lib/auth/session-cookie";
import { routes } from "@/lib/routes";
import { signOut } from "@/lib/usecases/sign-out";

/** Ends the session in the database, then takes its cookie away. */
export async function signOutHere(): Promise<void> {
  // The session and not the actor: whoever is shut out for now may leave as well.
  const session = await getSession();
  if (session !== null) {
    const { userId: id, pseudonym, roles } = session;
    await signOut({ kind: "user", id, pseudonym, roles, requestId: await currentRequestId() }, session.id);
  }
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
  redirect(routes.signIn());
}
