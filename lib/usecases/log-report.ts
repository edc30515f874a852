import "server-only";
import { change } from "@/lib/db/change";
import { Prisma, type Tx } from "@/lib/db/client";
import { fingerprintLock, keepOfReport } from "@/lib/db/fingerprints";
import { intakeLock, takeReport, type IntakeResult } from "@/lib/db/intake";
import type { IntakeInput } from "@/lib/db/intake-rows";
import { takeAtOnce } from "@/lib/db/intake-at-once";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { DomainError, invalidInput } from "@/lib/domain/errors";

/** How often a report is tried again where two of them met in the database. */
const attempts = 4;

const hasMet = (error: unknown): boolean =>
  error instanceof DomainError &&
  error.code === "conflict" &&
  (error.reason === "already_exists" || error.reason === "try_again");

const hasPictures = ({ fingerprints }: IntakeInput): boolean => fingerprints !== undefined && fingerprints.length > 0;

const lockOf = (input: IntakeInput) =>
  hasPictures(input) ? Prisma.sql`${intakeLock(input)}, ${fingerprintLock}` : intakeLock(input);

/** Where the age is in doubt the report is taken and its fingerprints are not: nothing of a picture is kept then. */
async function takeWithPictures(tx: Tx, actor: UserActor, input: IntakeInput, now: Date): Promise<IntakeResult> {
  const taken = await takeReport(tx, actor, input, now);
  const isKept = input.answers.ageAnswer === "no" && !taken.isInLane && taken.kind !== "already_imported";
  if (hasPictures(input) && isKept) await keepOfReport(tx, taken.caseId, input.fingerprints ?? [], actor.id);
  return taken;
}

/**
 * Takes one report about one account, in a transaction of its own. A mandate is named only by those who may read mandates.
 * @throws DomainError `forbidden`; `invalid_input` where the mandate is not valid or the moment observed lies ahead.
 */
export async function logReport(
  actor: UserActor,
  input: IntakeInput,
  { action = "report.logged", now = new Date() }: { action?: AuditAction; now?: Date } = {},
): Promise<IntakeResult> {
  assertCan(actor, input.origin === "import" ? "report:import" : "report:log");
  if (input.history) assertCan(actor, "report:import_history");
  if (input.answers.mandateId !== null) assertCan(actor, "mandate:read");
  if (input.answers.observedAt && input.answers.observedAt > now) throw invalidInput("observed_in_future");
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Ordinary reports by the short way; what is more involved, or has just changed under it, by the long one.
      const opened = attempt === 1 && input.origin === "report" ? await takeAtOnce(actor, input, now) : null;
      return (
        opened ??
        (await change(actor, action, { lock: lockOf(input) }, (tx) => takeWithPictures(tx, actor, input, now)))
      );
    } catch (error) {
      if (attempt === attempts || !hasMet(error)) throw error;
    }
  }
}
