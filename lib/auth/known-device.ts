import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { sessionCookieOptions } from "./session-cookie";

const cookieName = (): string =>
  env().publicUrl.startsWith("https://") ? "__Host-demasque.device" : "demasque.device";
const seconds = 180 * 24 * 3600;
const digestOf = (email: string): string => createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");

/**
 * A browser in which this account has signed in before, by a name of its own; null for any other. It opens nothing: it only has tries
 * of its own, so that whoever hammers an account from elsewhere does not use up its owner's.
 */
export async function knownDevice(email: string): Promise<string | null> {
  const cookie = (await cookies()).get(cookieName())?.value;
  if (!cookie) return null;
  try {
    const held = await decode({ token: cookie, secret: env().sessionSecret });
    return held?.["account"] === digestOf(email) && typeof held["device"] === "string" ? held["device"] : null;
  } catch {
    return null;
  }
}

/** After the right password: the cookie is sealed, for this account alone, and says nothing to anybody who reads it. */
export async function rememberDevice(email: string): Promise<void> {
  const device = (await knownDevice(email)) ?? randomUUID();
  const token = { device, account: digestOf(email) };
  const value = await encode({ token, secret: env().sessionSecret, maxAge: seconds });
  (await cookies()).set(cookieName(), value, { ...sessionCookieOptions(), maxAge: seconds });
}
