import { z } from "zod";
import { addCalendarMonths } from "./notices/tracking";

export const mandateMonths = 12;
/** So many different reviewers have to see the code on the authentic account. */
export const sightingsNeeded = 2;

export const mandateStatuses = ["pending", "verified", "expired", "withdrawn"] as const;
export type MandateStatus = (typeof mandateStatuses)[number];

export function mandateExpiry(verifiedAt: Date): Date {
  return addCalendarMonths(verifiedAt, mandateMonths);
}

/** A mandate that has run out is no longer one, whatever its row says. */
export function mandateStatusAt(row: { status: string; expiresAt: Date | null }, now: Date): MandateStatus {
  if (row.status === "verified" && row.expiresAt !== null && row.expiresAt <= now) return "expired";
  return mandateStatuses.find((status) => status === row.status) ?? "pending";
}

/** The label is for this desk alone and says nothing of who she is; the account is the one that carries her name in public. */
export const mandateSchema = z.strictObject({
  label: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{C}]*$/u),
  authenticUrl: z.string().trim().min(1).max(2000),
});
export type MandateInput = z.infer<typeof mandateSchema>;

/** No letters or digits that are mistaken for others: the code is read from one screen and typed on another. */
const codeSigns = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @param bytes eight random ones. */
export function mandateCode(bytes: Uint8Array): string {
  const signs = [...bytes].map((byte) => codeSigns[byte % codeSigns.length] ?? "");
  return `DMQ-${signs.slice(0, 4).join("")}-${signs.slice(4, 8).join("")}`;
}
