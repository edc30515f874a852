export const deliveryStatuses = ["waiting", "delivered", "given_up", "cancelled"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why an attempt did not succeed; what the screen has words for. */
export const deliveryFailures = [
  "outgoing_scheme",
  "outgoing_credentials",
  "outgoing_port",
  "outgoing_name",
  "outgoing_address",
  "outgoing_slow",
  "outgoing_failed",
  "outgoing_large",
  "redirected",
  "status",
  "unexpected",
] as const;
export type DeliveryFailure = (typeof deliveryFailures)[number];

/** After each failed attempt the next one waits so long: ten attempts within a day. */
const pausesSeconds = [30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 28_800] as const;
export const attemptsAtMost = pausesSeconds.length + 1;

/** After so many deliveries given up one after the other the webhook is switched off. */
export const givenUpAtMost = 5;

/** For so long after a rotation the earlier secret signs as well. */
export const earlierSecretHours = 48;

/** Whoever takes a delivery has so long to try it; after that it counts as not tried, and another takes it. */
export const deliveryLeaseSeconds = 60;

/**
 * Seconds until the next attempt, a fifth more or less by chance so that a recipient that comes back is not met by all at once;
 * null when it is given up. `chance` is from 0 to 1.
 */
export function pauseAfter(attempts: number, chance: number): number | null {
  const pause = pausesSeconds[attempts - 1];
  return pause === undefined ? null : Math.round(pause * (0.8 + 0.4 * chance));
}

/** After a failure nothing else is tried there for a moment either: a recipient that is down has not to be told by each delivery. */
export const restAfter = (failedInRow: number): number => Math.min(300, 5 * failedInRow);

/** Any 2xx is a yes. A redirect is not followed: who moves says so to the desk, which then asks itself whether it trusts the place. */
export function failureOfStatus(status: number): DeliveryFailure | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? "redirected" : "status";
}

/** What is signed: the time of the attempt in seconds and the body's very bytes, with a dot between. */
export const signedText = (timestamp: number, body: string): string => `${String(timestamp)}.${body}`;

/** `t=1764000000,v1=<hex>`, and a second `v1` while an earlier secret is still good. */
export const signatureHeader = (timestamp: number, signatures: readonly string[]): string =>
  [`t=${String(timestamp)}`, ...signatures.map((signature) => `v1=${signature}`)].join(",");
