/** What the product does by itself: leases run out, a lone "authentic" opinion erases after 72 hours, the lane is purged after 24. */
export const jobMay: readonly string[] = ["case:release", "case:erase", "case:purge"];

/** Whoever has the machine can let people in and show them out; what is on the desk is none of their business under this name. */
export const operatorMay: readonly string[] = [
  "sample:load",
  "person:read",
  "person:invite",
  "person:suspend",
  "person:reset_factor",
  "mode:change",
  "audit:seal",
  "witness:manage",
];
