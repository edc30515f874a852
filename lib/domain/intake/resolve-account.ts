/** An account as the database has it. */
export interface KnownAccount {
  id: string;
  handleKey: string;
  stableId: string | null;
  /** Whether its handle is still its own: the next owner of a recycled handle is another account. */
  isCurrent: boolean;
}

export interface SeenAddress {
  key: string;
  stableId: string | null;
}

export interface ResolvedAccount<Account extends KnownAccount> {
  /** Null: an account that the desk has not met. */
  account: Account | null;
  /** Its handle has changed since, and the new one is to be kept. */
  isRenamed: boolean;
  /** The earlier handle was a name, not the id itself, and is worth remembering. */
  keepsEarlierHandle: boolean;
  /** Its stable id is learnt from this address. */
  learnsStableId: boolean;
  /** The account that held the handle until now and no longer does. */
  dethroned: Account | null;
}

/** The account is the one that the desk knows, and nothing about it is news. */
export const unchanged = {
  isRenamed: false,
  keepsEarlierHandle: false,
  learnsStableId: false,
  dethroned: null,
} as const;

/** An address made of the id alone ("id:12", "id12", "channel/UC…") says nothing about the handle. */
const isIdOnly = (key: string, stableId: string): boolean =>
  key === stableId || key === `id${stableId}` || key.endsWith(`:${stableId}`) || key.endsWith(`/${stableId}`);

/**
 * Which account an address means. A stable id outweighs a handle: the same id under another handle is the same account renamed,
 * the same handle under another id is somebody else.
 */
export function resolveAccount<Account extends KnownAccount>(
  seen: SeenAddress,
  found: readonly Account[],
): ResolvedAccount<Account> {
  const byHandle = found.find((account) => account.isCurrent && account.handleKey === seen.key) ?? null;
  const byId = seen.stableId === null ? null : (found.find((account) => account.stableId === seen.stableId) ?? null);
  if (byId && seen.stableId !== null) {
    const isSettled = (byId.isCurrent && byId.handleKey === seen.key) || isIdOnly(seen.key, seen.stableId);
    if (isSettled) return { ...unchanged, account: byId };
    return {
      account: byId,
      isRenamed: true,
      keepsEarlierHandle: byId.handleKey !== seen.key && !isIdOnly(byId.handleKey, seen.stableId),
      learnsStableId: false,
      dethroned: byHandle !== byId ? byHandle : null,
    };
  }
  if (!byHandle) return { ...unchanged, account: null };
  if (seen.stableId === null || byHandle.stableId === seen.stableId) return { ...unchanged, account: byHandle };
  if (byHandle.stableId === null) return { ...unchanged, account: byHandle, learnsStableId: true };
  return { ...unchanged, account: null, dethroned: byHandle };
}
