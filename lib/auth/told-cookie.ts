import "server-only";
import { cookies } from "next/headers";
import { toldLongestMinutes } from "@/lib/domain/told/told-page";
import { env } from "@/lib/env";

const isSecure = (): boolean => env().publicUrl.startsWith("https://");
/** Says as little as a cookie's name can: it is read in the browser's settings. */
const cookieName = (): string => (isSecure() ? "__Host-visit" : "visit");
const options = () => ({ httpOnly: true, sameSite: "strict" as const, path: "/", secure: isSecure() });

export async function readToldToken(): Promise<string | null> {
  const held = (await cookies()).get(cookieName())?.value;
  // Made by this server, they are all of one length; nothing longer is looked for.
  return held !== undefined && held.length <= 64 ? held : null;
}

/** The row in the database decides when the visit is over; the cookie only must not outlive every visit. */
export async function keepToldToken(token: string): Promise<void> {
  (await cookies()).set(cookieName(), token, { ...options(), maxAge: toldLongestMinutes * 60 });
}

export async function forgetToldToken(): Promise<void> {
  (await cookies()).set(cookieName(), "", { ...options(), maxAge: 0 });
}
