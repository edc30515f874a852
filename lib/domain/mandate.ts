import { z } from "zod";
import type { ParsedAddress } from "./addresses/address";
import { addCalendarMonths } from "./notices/tracking";

export const mandateMonths = 12;
/** So many different reviewers have to see the code on the authentic account. */
export const sightingsNeeded = 2;

/** Those who look after a mandate are told so many days before it ends, and it can be renewed from then on. */
export const mandateRenewalDays = 30;

export const mandateStatuses = ["pending", "verified", "frozen", "expired", "withdrawn"] as const;
export type MandateStatus = (typeof mandateStatuses)[number];

export function mandateExpiry(verifiedAt: Date): Date {
  return addCalendarMonths(verifiedAt, mandateMonths);
}

/** A mandate that has run out is no longer one, whatever its row says. */
export function mandateStatusAt(row: { status: string; expiresAt: Date | null }, now: Date): MandateStatus {
  if (row.status === "verified" && row.expiresAt !== null && row.expiresAt <= now) return "expired";
  return mandateStatuses.find((status) => status === row.status) ?? "pending";
}

/** How she wants to be told of what is found; the desk keeps neither her name nor an address of hers. */
export const contactWishes = ["none", "mailbox", "account", "association"] as const;
export type ContactWish = (typeof contactWishes)[number];

/** Why a mandate ended: she asked, the desk gave it up, or protection decided against it. */
export const withdrawalReasons = ["her_word", "desk"] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

/** What protection makes of two mandates that claim the same: which stands, both (two people in one picture), or neither. */
export const collisionDecisions = ["first", "second", "both", "neither"] as const;
export type CollisionDecision = (typeof collisionDecisions)[number];

export const collisionReasonSchema = z
  .string()
  .trim()
  .min(10)
  .max(400)
  .regex(/^[^\p{C}]*$/u);

/** Whether each of the two stands after the decision. */
export function standAfter(decision: CollisionDecision): { first: boolean; second: boolean } {
  return {
    first: decision === "first" || decision === "both",
    second: decision === "second" || decision === "both",
  };
}

/** It can be renewed in its last month, and once it has run out. */
export function isRenewable(
  row: { status: string; expiresAt: Date | null; renewingSince: Date | null },
  now: Date,
): boolean {
  const status = mandateStatusAt(row, now);
  if (status === "expired") return true;
  if (status !== "verified" || row.renewingSince !== null || row.expiresAt === null) return false;
  return row.expiresAt.getTime() - now.getTime() <= mandateRenewalDays * 86_400_000;
}

/** Whether a code waits to be seen: of a new mandate, or of one that is being renewed while it stands. */
export function isCodeAwaited(
  row: { status: string; expiresAt: Date | null; renewingSince: Date | null },
  now: Date,
): boolean {
  const status = mandateStatusAt(row, now);
  return status === "pending" || (row.renewingSince !== null && (status === "verified" || status === "expired"));
}

/**
 * Whether whoever wrote the mandate down may be one of the two who see its code: only where there are not two others to do it.
 * Two different people see it either way.
 */
export const mayCreatorSight = (otherReviewers: number): boolean => otherReviewers < sightingsNeeded;

/** What the account is known by when two mandates are compared: a platform's handle, or the bare address of a page elsewhere. */
export function authenticKeyOf(
  parsed: Pick<ParsedAddress, "platform" | "key">,
  url: string,
): { platformId: string | null; handleKey: string } {
  if (parsed.platform !== null && parsed.key !== null) return { platformId: parsed.platform, handleKey: parsed.key };
  const { hostname, pathname, search } = new URL(url);
  const path = pathname.replace(/\/+$/, "");
  return { platformId: null, handleKey: `${hostname.replace(/^www\./, "")}${path}${search}`.toLowerCase() };
}

/** Two labels that nobody tells apart at a glance are one. */
export const labelKey = (label: string): string =>
  label.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/gu, " ").trim().toLowerCase();

/** The label is for this desk alone and says nothing of who she is; the account is the one that carries her name in public. */
export const mandateSchema = z.strictObject({
  label: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{C}]*$/u),
  authenticUrl: z.string().trim().min(1).max(2000),
  contactWish: z.enum(contactWishes).default("none"),
  /** Said by whoever has read that another mandate names the same account: both are frozen then. */
  isClaimMeant: z.boolean().default(false),
});
export type MandateInput = z.input<typeof mandateSchema>;

/** No letters or digits that are mistaken for others: the code is read from one screen and typed on another. */
const codeSigns = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @param bytes eight random ones. */
export function mandateCode(bytes: Uint8Array): string {
  const signs = [...bytes].map((byte) => codeSigns[byte % codeSigns.length] ?? "");
  return `DMQ-${signs.slice(0, 4).join("")}-${signs.slice(4, 8).join("")}`;
}
