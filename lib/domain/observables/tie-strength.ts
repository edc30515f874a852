import type { ObservableSubkind } from "./observable";

/** How much it says that two accounts share a value, as the signals' strengths count: 3 strong, 2 medium, 1 weak. They only order a list. */
const strengths: Partial<Record<ObservableSubkind, 1 | 2 | 3>> = {
  // Which domain a link leads to is often one of a network of many.
  domain: 2,
  // One's own label of a campaign: "1", "bio", and as likely another's.
  affiliate_id: 2,
  gift_card: 1,
  link: 3,
};

export const tieStrength = (subkind: ObservableSubkind): 1 | 2 | 3 => strengths[subkind] ?? 3;
