/** The closed list of what can go wrong in a way that the caller can understand. Anything else is a defect. */
export const errorCodes = [
  "not_found",
  "forbidden",
  "invalid_transition",
  "conflict",
  "invalid_input",
  "limited",
  "unavailable",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Facts about a refusal, never prose: the interface says it in the reader's language. No content of a case. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * The one error class. `reason` is a stable marker (message key `errors.reason.<reason>`) that names the rule or field;
 * what an actor may not see is reported as `not_found`, never as `forbidden`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, reason: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(`${code}: ${reason}`, options);
    this.name = "DomainError";
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}

export const notFound = (reason = "not_found"): DomainError => new DomainError("not_found", reason);
export const forbidden = (reason: string): DomainError => new DomainError("forbidden", reason);
export const conflict = (reason: string, details: ErrorDetails = {}): DomainError =>
  new DomainError("conflict", reason, details);
export const invalidInput = (reason: string, details: ErrorDetails = {}): DomainError =>
  new DomainError("invalid_input", reason, details);

/** An error as an edge tells it: a refusal that can be understood, or a defect with the number of the request in the log. */
export interface ToldError {
  code: ErrorCode | "unexpected";
  reason?: string;
  details?: ErrorDetails;
  requestId?: string;
}
