/** Why somebody is suspended, as the trail keeps it: a marker, never a story about a person. */
export const suspensionReasons = ["asked_for", "left", "account_at_risk", "charter"] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];
