"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getActor, getSession } from "@/lib/auth/current-actor";
import { sessionCookieName, sessionCookieOptions } from "@/lib/auth/session-cookie";
import { routes } from "@/lib/routes";
import { signOut } from "@/lib/usecases/sign-out";

/** Ends the session in the database, then takes its cookie away. */
export async function signOutHere(): Promise<void> {
  const [actor, session] = [await getActor(), await getSession()];
  if (actor !== null && session !== null) await signOut(actor, session.id);
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
  redirect(routes.signIn());
}
