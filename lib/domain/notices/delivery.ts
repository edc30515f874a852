import { reportServices } from "./report-account";

export const deliveryStates = ["waiting", "sending", "sent", "perhaps_sent", "failed", "cancelled"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** By which way something of a notice leaves. */
export const deliveryMethods = ["mail", ...reportServices] as const;
export type DeliveryMethod = (typeof deliveryMethods)[number];

/** Why a mail did not leave. Message keys `ledger.failure.<name>`. */
export const deliveryFailures = ["unreachable", "refused", "case_gone", "no_document"] as const;
export type DeliveryFailure = (typeof deliveryFailures)[number];

/** Why a report did not: what the way out or the service said. Message keys `errors.reason.<name>`, else `report-accounts.failure.<name>`. */
export const reportFailures = [
  "report_api_sign_in",
  "report_api_forbidden",
  "report_api_unknown_account",
  "report_api_refused",
  "report_api_too_many",
  "report_api_down",
  "report_api_answer",
  "outgoing_scheme",
  "outgoing_credentials",
  "outgoing_port",
  "outgoing_name",
  "outgoing_address",
  "outgoing_slow",
  "outgoing_failed",
  "outgoing_large",
  "case_gone",
  "no_document",
  "no_account",
] as const;
export type ReportFailure = (typeof reportFailures)[number];

/** A try that nobody has spoken of for so long was cut short: longer than any try lasts. */
export const deliverySilenceSeconds = 300;

const pausesMinutes = [1, 5, 15, 60, 180, 360, 720] as const;

/** After so many tries, minutes until the next; null gives it up and asks a person. */
export const deliveryPauseMinutes = (attempts: number): number | null => pausesMinutes[attempts - 1] ?? null;

/** A 4xx answer is for now, a 5xx for good. */
export const isRefusedForGood = (response: number): boolean => response >= 500;

/** What went wrong with a report, and how far it had come by then. */
export interface ReportFault {
  readonly failure: ReportFailure;
  readonly status: number | null;
  /** Whether the report itself was being handed over, and not what goes before it. */
  readonly isUnderWay: boolean;
  /** Whether bytes may have reached the other side. */
  readonly isHandedOver: boolean;
}

const forNow: readonly ReportFailure[] = ["outgoing_name", "outgoing_slow", "outgoing_failed", "outgoing_large"];

/**
 * Whether a report is tried again by itself, given up, or may have arrived. "Not now" in so many words is no taking; every other fault
 * of a server that had the report in its hands leaves open whether it kept it.
 */
export function afterFault({
  failure,
  status,
  isUnderWay,
  isHandedOver,
}: ReportFault): "again" | "given_up" | "unsure" {
  if (failure === "report_api_too_many") return "again";
  if (failure === "report_api_down" || failure === "report_api_answer") {
    if (status !== null && status >= 300 && status < 400) return "given_up";
    return isUnderWay && status !== 503 ? "unsure" : "again";
  }
  if (forNow.includes(failure)) return isUnderWay && isHandedOver ? "unsure" : "again";
  return "given_up";
}
