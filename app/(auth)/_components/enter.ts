"use client";

import { signIn } from "next-auth/react";
import type { ToldError } from "@/lib/domain/errors";

/** What the sign-in route answers: next-auth's own marker, or a code with the minutes to wait. */
function refusalOf(error: string, wrong: string): ToldError {
  const [code, minutes] = error.split(":");
  if (code === "CredentialsSignin") return { code: "forbidden", reason: wrong };
  if (code === "limited") return { code, reason: "sign_in_slowed", details: { minutes: Number(minutes) || 15 } };
  if (code === "unavailable") return { code };
  return { code: "unexpected", requestId: "" };
}

async function enter(
  provider: "password" | "passkey",
  shown: Record<string, string>,
  wrong: string,
  next: string,
): Promise<ToldError | null> {
  const answer = await signIn(provider, { ...shown, redirect: false }).catch(() => null);
  if (answer === null || answer === undefined) return { code: "unavailable" };
  if (answer.error) return refusalOf(answer.error, wrong);
  window.location.assign(next);
  return null;
}

/** Signs in and goes on to `next` as a fresh page; answers only where that was refused. */
export const enterWithPassword = (email: string, password: string, next: string) =>
  enter("password", { email, password }, "email_or_password", next);

/** The same with what a passkey answered. */
export const enterWithPasskey = (answer: object, next: string) =>
  enter("passkey", { answer: JSON.stringify(answer) }, "passkey_refused", next);
