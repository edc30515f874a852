import "server-only";
import { decode, encode } from "next-auth/jwt";
import { settingBounds } from "@/lib/domain/settings";
import { env } from "@/lib/env";

const isSecure = (): boolean => env().publicUrl.startsWith("https://");

/** The prefix makes the browser refuse the cookie without Secure, from another host or for a part of the site. */
export const sessionCookieName = (): string => (isSecure() ? "__Host-demasque.session" : "demasque.session");

export const sessionCookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure() });

/** The row in the database decides when a session ends; the cookie only has to outlive it. */
export const sessionCookieSeconds = (settingBounds.session_days.most + 1) * 24 * 3600;

/** The cookie says which session, and nothing about the person. */
export async function sealSessionId(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: env().sessionSecret, maxAge: sessionCookieSeconds });
}

/** Null for a cookie that this server did not make, or that is too old. */
export async function readSessionId(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null;
  try {
    const token = await decode({ token: cookie, secret: env().sessionSecret });
    return typeof token?.["sid"] === "string" ? token["sid"] : null;
  } catch {
    return null;
  }
}
