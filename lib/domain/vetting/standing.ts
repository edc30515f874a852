import type { Role, Track } from "../case/vocabulary";
import { charterVersion } from "./charter";

/** A vetting lasts a year; from a month before, the person and the admins are told, and it can be renewed. */
export const vettedMonths = 12;
export const renewalDays = 30;

/** Rights that rest where a vetting has run out. */
export const vettedRoles = ["reviewer", "safeguarding"] as const satisfies readonly Role[];
export const needsVetting = (roles: readonly Role[]): boolean => vettedRoles.some((role) => roles.includes(role));

/** As the database's live_roles has it, for whoever has read the row already. */
export const liveRoles = (roles: readonly Role[], vettedUntil: Date | null, now: Date): Role[] =>
  vettedUntil !== null && vettedUntil > now
    ? [...roles]
    : roles.filter((role) => !vettedRoles.some((vetted) => vetted === role));

export function vettedUntilFrom(now: Date): Date {
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + vettedMonths);
  return until;
}

/** The columns of somebody who is admitted now: what they may, since when, until when. */
export const admittedAs = (roles: readonly Role[], reviewTracks: readonly Track[], now: Date) => ({
  status: "active",
  roles: [...roles],
  reviewTracks: [...reviewTracks],
  admittedAt: now,
  vettedUntil: vettedUntilFrom(now),
});

export const mayRenew = (vettedUntil: Date | null, now: Date): boolean =>
  vettedUntil === null || vettedUntil.getTime() - now.getTime() <= renewalDays * 86_400_000;

export type Missing = "vouchers" | "charter" | "training";

export interface Readiness {
  roles: readonly Role[];
  tracks: readonly Track[];
  passed: readonly Track[];
  charterVersion: string | null;
  vouchersAsked: number;
  vouchersGiven: number;
}

/** What an admission with these roles and tracks still lacks; training only where review rights are given. */
export function missingFor({ roles, tracks, passed, vouchersAsked, vouchersGiven, ...person }: Readiness): Missing[] {
  const missing: Missing[] = [];
  if (vouchersGiven < vouchersAsked) missing.push("vouchers");
  if (person.charterVersion !== charterVersion) missing.push("charter");
  if (roles.includes("reviewer") && tracks.some((track) => !passed.includes(track))) missing.push("training");
  return missing;
}

/** What keeps somebody who is signed in from the desk: the charter first, then being no more than an applicant. */
export type Threshold = "charter" | "applicant";

export function thresholdOf(person: { status: string; charterVersion: string | null }): Threshold | null {
  if (person.charterVersion !== charterVersion) return "charter";
  return person.status === "applicant" ? "applicant" : null;
}
