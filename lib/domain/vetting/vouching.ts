/** Two, or as many as the desk has to give: a first desk must be able to begin. */
export const vouchersAtMost = 2;
/** Whoever was admitted less long ago vouches for nobody, unless nobody has been there longer: a puppet does not bring the next. */
export const voucherSeasonDays = 7;

export interface Reviewer {
  id: string;
  admittedAt: Date;
}

/** Who may vouch for somebody: the active reviewers but themself, and of those the ones who have been there long enough, if any. */
export function eligibleVouchers(reviewers: readonly Reviewer[], personId: string, now: Date): string[] {
  const others = reviewers.filter(({ id }) => id !== personId);
  const before = now.getTime() - voucherSeasonDays * 86_400_000;
  const seasoned = others.filter(({ admittedAt }) => admittedAt.getTime() <= before);
  return (seasoned.length > 0 ? seasoned : others).map(({ id }) => id);
}

/** How many are asked for. Counted when it matters, and kept in the record with how many were given. */
export const vouchersNeeded = (eligible: readonly string[], most: number = vouchersAtMost): number =>
  Math.min(most, eligible.length);

/** Why this reviewer cannot vouch for that person, or null. */
export function voucherRefusal(
  { voucherId, personId }: { voucherId: string; personId: string },
  eligible: readonly string[],
): "own_voucher" | "voucher_too_new" | null {
  if (voucherId === personId) return "own_voucher";
  return eligible.includes(voucherId) ? null : "voucher_too_new";
}
