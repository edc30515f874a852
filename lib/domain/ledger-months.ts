/**
 * How a period up to now is read from the ledger: whole months (UTC) from their counts, and from single lines what was sent
 * after `from` and before `first`, or at `last` and later.
 */
export interface LedgerPeriod {
  readonly from: Date;
  /** First day of the first whole month. Equal to `last` and to `from` where no month is whole. */
  readonly first: Date;
  /** First day of the month after the last whole one. */
  readonly last: Date;
}

/** So long after the sending a line without an outcome counts as silent; only then do the counts of its month stand still by themselves. */
export const silentAfterDays = 14;

const dayMs = 86_400_000;
const monthOf = (at: Date, later = 0): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + later, 1));

/** @param days back from `now`; null for everything since 1970. */
export function ledgerPeriod(days: number | null, now: Date): LedgerPeriod {
  const from = days === null ? new Date(0) : new Date(now.getTime() - days * dayMs);
  // A line that was sent at the very beginning is outside, so its month is never whole.
  const first = monthOf(from, 1);
  const last = monthOf(new Date(now.getTime() - silentAfterDays * dayMs));
  return first < last ? { from, first, last } : { from, first: from, last: from };
}
