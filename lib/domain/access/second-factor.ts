import { z } from "zod";
import { forbidden } from "../errors";
import type { Actor, UserActor } from "./actor";

/** How far a session has come: the second factor is awaited, it has to be set up first, or the desk is open. */
export const sessionLevels = ["password", "enrol", "full"] as const;
export type SessionLevel = (typeof sessionLevels)[number];

/** Whoever holds a session, whatever its level: enough to show a factor or to set one up, and for nothing else. */
export interface SessionHolder {
  /** Without roles: the policy refuses it everything. */
  actor: UserActor & { session: NonNullable<UserActor["session"]> };
  level: SessionLevel;
}

/** So long after a factor was shown, what is dangerous may be done without showing it again. */
export const confirmedForMinutes = 10;

/** From this many cases on, an export is one of many. */
export const casesExportedFreely = 50;

/** A token was made by whoever showed a factor, and is one; the operator has the machine. */
export function isRecentlyConfirmed(actor: Actor, now: Date): boolean {
  if (actor.kind !== "user" || actor.token) return true;
  const shown = actor.session?.confirmedAt?.getTime();
  return shown !== undefined && now.getTime() - shown <= confirmedForMinutes * 60_000;
}

/**
 * The line before everything that would serve a thief of an open browser: rights, keys, settings that weaken security, many cases at once.
 * @throws DomainError `forbidden` (step_up_needed): the screen asks for a factor, then asks again for the same.
 */
export function assertRecentlyConfirmed(actor: Actor, now: Date): void {
  if (!isRecentlyConfirmed(actor, now)) throw forbidden("step_up_needed");
}

export const recoveryCodeCount = 10;
/** No letter that is read as a digit, no vowel that makes words: 30 characters, twelve of which are more than 58 bits. */
export const recoveryAlphabet = "23456789BCDFGHJKLMNPQRSTVWXYZ";
export const recoveryCodeLength = 12;

/** What was typed as it is compared: capitals, without the dashes and spaces that it is printed with. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[\s\p{Pd}]/gu, "");

/** In groups of four, as it is shown. */
export const printedRecoveryCode = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");

/** What a typed code can be; null for what is none at all. */
export function kindOfCode(typed: string): "totp" | "recovery" | null {
  const code = plainCode(typed);
  if (/^\d{6}$/.test(code)) return "totp";
  return code.length === recoveryCodeLength && [...code].every((letter) => recoveryAlphabet.includes(letter))
    ? "recovery"
    : null;
}

/** Without control or direction characters. */
export const passkeyNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

/** What a browser answers for a passkey: checked in depth by whoever verifies it, bounded here. */
export const passkeyAnswerSchema = z.object({
  id: z.string().min(1).max(2000),
  rawId: z.string().min(1).max(2000),
  type: z.literal("public-key"),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  response: z.object({
    clientDataJSON: z.string().max(8000),
    attestationObject: z.string().max(40_000).optional(),
    authenticatorData: z.string().max(8000).optional(),
    signature: z.string().max(8000).optional(),
    userHandle: z.string().max(200).optional(),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswerSchema>;

/** What is shown for a factor: a code of the app or a recovery code, a passkey, or the password where there is no factor. */
export const shownFactorSchema = z.union([
  z.object({ code: z.string().min(1).max(40) }),
  z.object({ passkey: passkeyAnswerSchema }),
  z.object({ password: z.string().min(1).max(2000) }),
]);
export type ShownFactor = z.infer<typeof shownFactorSchema>;

/** By what somebody can show who they are; a part of it for each way that the dialog offers. */
export interface FactorWays {
  hasTotp: boolean;
  hasPasskey: boolean;
  codesLeft: number;
  /** Only where there is no factor at all. */
  hasPassword: boolean;
}
