import { randomUUID } from "node:crypto";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Classification, Role } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { claimCase } from "@/lib/usecases/claim-case";
import { giveOpinion, type OpinionResult } from "@/lib/usecases/give-opinion";
import { actorFor, createCase, createUser, type CaseSeed } from "./factories";
import { createTestDatabase } from "./test-database";

/** One strong signal for each kind of fake; the other answers need none. */
const strongOf: Partial<Record<Classification, string[]>> = {
  stolen_photo_scammer: ["SPS-01"],
  redirecting_bot: ["RB-03"],
};

export const person = async (pseudonym: string, ...roles: Role[]): Promise<UserActor> =>
  actorFor(await createUser({ pseudonym, roles }));

export const loggedCase = (seed: CaseSeed) => createCase({ stableId: `id-${randomUUID()}`, ...seed });

/** Claims and answers in one go, as a reviewer does. */
export async function opine(
  actor: UserActor,
  id: string,
  classification: Classification,
  note = "",
): Promise<OpinionResult> {
  const { version } = await claimCase(actor, { ref: { id } });
  const reasons = strongOf[classification] ?? [];
  return giveOpinion(actor, { ref: { id }, expectedVersion: version, classification, reasons, note });
}

/** How a piece of work ended: "done", or the code and reason of its refusal. */
export async function endOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return `${error.code}:${error.reason}`;
    throw error;
  }
}

export const caseRow = (id: string) => db().case.findUniqueOrThrow({ where: { id } });

/** A database of its own, and the means that only its owner has. */
export async function openReviewDesk() {
  const database = await createTestDatabase();
  useDatabase(database.appUrl);
  const asOwner = (sql: string, values: unknown[] = []) =>
    withClient(database.ownerUrl, (client) => client.query(sql, values));
  return {
    asOwner,
    endLease: (id: string) =>
      asOwner(`UPDATE "case" SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]),
    /** Makes the case's opinions older than they are, as time would. */
    ageOpinions: (id: string, hours: number) =>
      asOwner(
        `DO $$ BEGIN ALTER TABLE opinion DISABLE TRIGGER opinion_rules; UPDATE opinion SET created_at = created_at - interval '${String(hours)} hours'
         WHERE case_id = '${id}'; ALTER TABLE opinion ENABLE TRIGGER opinion_rules; END $$`,
      ),
    close: async () => {
      await closeDb();
      await database.drop();
    },
  };
}
