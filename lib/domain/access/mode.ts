import { z } from "zod";
import type { AuditAction } from "../audit/actions";
import type { Role } from "../case/vocabulary";
import { DomainError } from "../errors";
import type { Actor } from "./actor";

/**
 * How a desk stands in an incident. Read-only: everybody looks, nobody changes. Closed: nobody but administrators comes in, and they
 * reach people, settings and the trail.
 */
export const deskModes = ["normal", "read_only", "closed"] as const;
export type DeskMode = (typeof deskModes)[number];

export const modeReasonSchema = z
  .string()
  .trim()
  .min(3)
  .max(200)
  .regex(/^[^\p{C}]*$/u);

const standingSchema = z.object({ mode: z.enum(deskModes), reason: z.string(), since: z.string() });
/** The mode with why and since when; what stands in the setting `mode`. */
export type StandingMode = z.infer<typeof standingSchema>;

/** What is kept, or the normal mode where nothing is. */
export function readMode(value: unknown): StandingMode {
  const parsed = standingSchema.safeParse(value);
  return parsed.success ? parsed.data : { mode: "normal", reason: "", since: "" };
}

/**
 * What may be written while a desk is not in its normal mode: whatever an incident is worked on with (sessions, people shown out,
 * secrets replaced, the mode itself), what protects somebody (the lane, the clock of erasure), and the seal.
 */
const writtenInIncidents: ReadonlySet<AuditAction> = new Set<AuditAction>([
  "mode.changed",
  "setting.changed",
  "person.suspended",
  "person.reinstated",
  "person.password_changed",
  "person.password_reset",
  "person.reset_link_made",
  "person.invitation_revoked",
  "person.application_erased",
  "charter.accepted",
  "person.identity_unlinked",
  "person.factor_added",
  "person.factor_removed",
  "person.factor_reset",
  "person.recovery_code_used",
  "person.recovery_codes_renewed",
  "token.revoked",
  "webhook.secret_rotated",
  "webhook.switched_off",
  "webhook.ended",
  "report_account.secret_replaced",
  "report_account.removed",
  "case.safeguarded",
  "case.lapsed",
  "case.evidence_purged",
  "case.referred",
  "case.notices_held",
  "case.lane_taken",
  "case.lane_kind_set",
  "case.lane_exit_lapsed",
  "marker.expired",
  // What somebody takes back is taken back at once.
  "mandate.withdrawn",
  "mandate.expired",
  "bank.withdrawn",
  "told.code_made",
  "told.ended",
  "told.stopped",
  "audit.log_begun",
  "audit.key_rotated",
  "audit.witness_added",
  "audit.witness_ended",
  "audit.cosigned",
]);

/** Whether this change waits until the desk is in its normal mode again. */
export function isHeldInIncidents(actor: Actor, action: AuditAction): boolean {
  // Erasing is final: in an incident no person does it, but the clocks that protect people go on.
  if (action === "case.erased") return actor.kind !== "job";
  return !writtenInIncidents.has(action);
}

/** The roles that count in a mode; null for whoever is shut out. */
export function rolesIn(mode: DeskMode, roles: readonly Role[]): Role[] | null {
  if (mode !== "closed") return [...roles];
  return roles.includes("admin") ? roles.filter((role) => role === "admin" || role === "auditor") : null;
}

/** When a program may ask again. */
export const retryInIncidentSeconds = 600;

export const readOnlyDesk = (): DomainError =>
  new DomainError("unavailable", "read_only_mode", { retryAfterSeconds: retryInIncidentSeconds });
export const closedDesk = (): DomainError =>
  new DomainError("unavailable", "closed_mode", { retryAfterSeconds: retryInIncidentSeconds });
