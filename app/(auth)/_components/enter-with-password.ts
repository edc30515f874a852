"use client";

import { signIn } from "next-auth/react";
import type { ToldError } from "@/lib/domain/errors";

/** What the sign-in route answers: next-auth's own marker, or a code with the minutes to wait. */
function refusalOf(error: string): ToldError {
  const [code, minutes] = error.split(":");
  if (code === "CredentialsSignin") return { code: "forbidden", reason: "email_or_password" };
  if (code === "limited") return { code, reason: "sign_in_slowed", details: { minutes: Number(minutes) || 15 } };
  if (code === "unavailable") return { code };
  return { code: "unexpected", requestId: "" };
}

/** Signs in and goes on to `next` as a fresh page; answers only where that was refused. */
export async function enterWithPassword(email: string, password: string, next: string): Promise<ToldError | null> {
  const answer = await signIn("password", { email, password, redirect: false }).catch(() => null);
  if (answer === null || answer === undefined) return { code: "unavailable" };
  if (answer.error) return refusalOf(answer.error);
  window.location.assign(next);
  return null;
}
