import "server-only";
import type { z } from "zod";
import { DomainError } from "@/lib/domain/errors";
import type { OutgoingAnswer } from "./outgoing-http";

/** A service that takes reports, by one account of the desk. */
export interface ReportSender<Report> {
  /** Whether the account is taken there; changes nothing. @throws DomainError `unavailable report_api_*|outgoing_*`. */
  verify(): Promise<void>;
  /**
   * All that goes before: where it throws, nothing of the report has left. The function that comes back hands the report over, once,
   * and answers with its number over there.
   * @throws DomainError `unavailable report_api_*|outgoing_*`, and so does the function.
   */
  prepare(report: Report): Promise<() => Promise<string>>;
}

/** What a service that takes reports may answer, as a person who sent one has to know it: `errors.reason.<reason>`. */
type ApiReason =
  | "report_api_sign_in"
  | "report_api_forbidden"
  | "report_api_unknown_account"
  | "report_api_refused"
  | "report_api_too_many"
  | "report_api_down"
  | "report_api_answer";

const longestWait = 7 * 86_400;

/** Seconds to wait: a number or a date, as HTTP has it; null where nothing usable was said. */
export function secondsIn(retryAfter: string | null, now: Date): number | null {
  if (retryAfter === null) return null;
  const seconds = /^\d{1,9}$/u.test(retryAfter.trim())
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now.getTime()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestWait) : null;
}

/**
 * Seconds until a limit of requests begins anew, for services that say that alone: as a moment in seconds or in words, or as seconds
 * from now.
 */
export function secondsUntil(limitResets: string | null, now: Date): number | null {
  const isMoment = /^\d{10,11}$/u.test(limitResets?.trim() ?? "");
  return secondsIn(isMoment ? new Date(Number(limitResets) * 1000).toUTCString() : limitResets, now);
}

const reasonOf = (status: number): ApiReason => {
  if (status === 401) return "report_api_sign_in";
  if (status === 403) return "report_api_forbidden";
  if (status === 404) return "report_api_unknown_account";
  if (status === 429) return "report_api_too_many";
  if (status >= 400 && status < 500) return "report_api_refused";
  return "report_api_down";
};

/**
 * The answer's JSON where the service took what it was sent. The other side's words are left where they are: they could hold anything.
 * @throws DomainError `unavailable report_api_*`, with the status and the seconds to wait.
 */
export function answerOf<Value>(answer: OutgoingAnswer, shape: z.ZodType<Value>, now: Date): Value {
  const { status, text, retryAfter, limitResets } = answer;
  if (status < 200 || status > 299) {
    const seconds = secondsIn(retryAfter, now) ?? (status === 429 ? secondsUntil(limitResets, now) : null);
    const details = { status, ...(seconds !== null && { retryAfterSeconds: seconds }) };
    throw new DomainError("unavailable", reasonOf(status), details);
  }
  const read = shape.safeParse(parsed(text));
  if (!read.success) throw new DomainError("unavailable", "report_api_answer", { status });
  return read.data;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
