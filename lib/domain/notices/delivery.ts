export const deliveryStates = ["waiting", "sending", "sent", "perhaps_sent", "failed", "cancelled"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Why a mail did not leave. Message keys `ledger.failure.<name>`. */
export const deliveryFailures = ["unreachable", "refused", "case_gone", "no_document"] as const;
export type DeliveryFailure = (typeof deliveryFailures)[number];

/** A try that nobody has spoken of for so long was cut short: longer than any try lasts. */
export const deliverySilenceSeconds = 300;

const pausesMinutes = [1, 5, 15, 60, 180, 360, 720] as const;

/** After so many tries, minutes until the next; null gives it up and asks a person. */
export const deliveryPauseMinutes = (attempts: number): number | null => pausesMinutes[attempts - 1] ?? null;

/** A 4xx answer is for now, a 5xx for good. */
export const isRefusedForGood = (response: number): boolean => response >= 500;
