"use server";

import { cookies } from "next/headers";
import { isLocale, localeCookie } from "./locales";

const secondsInAYear = 31_536_000;

/** Keeps the reader's language on this device; a form's button carries it, so it works before any script has loaded. */
export async function rememberLocale(form: FormData): Promise<void> {
  const locale = form.get("locale");
  if (!isLocale(locale)) return;
  const jar = await cookies();
  jar.set(localeCookie, locale, { path: "/", sameSite: "lax", httpOnly: true, maxAge: secondsInAYear });
}
