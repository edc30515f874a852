/** Why somebody is suspended, as the trail keeps it: a marker, never a story about a person. */
export const suspensionReasons = ["asked_for", "left", "account_at_risk", "charter", "decisions_doubted"] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];

/** Reasons that put what somebody decided in doubt: their decisions are listed for another look. */
const doubtful: readonly SuspensionReason[] = ["account_at_risk", "charter", "decisions_doubted"];
export const doubtsDecisions = (reason: SuspensionReason): boolean => doubtful.includes(reason);
