import "server-only";
import { Prisma, type Tx } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { leaseMinutes, leasesAtMost } from "@/lib/domain/case/lease";
import { conflict, DomainError } from "@/lib/domain/errors";
import { commandCase, type CommandOptions, type CommandResult } from "./command-case";

/**
 * Takes a case for a while, so that two people never do the same work. One that another holds is a conflict which names nobody;
 * one whose lease has run out is anybody's.
 * @throws DomainError `limited` for whoever holds as many as one may.
 */
export async function claimCase(actor: UserActor, options: CommandOptions): Promise<CommandResult> {
  try {
    return await commandCase(actor, "claim", options, async (tx, current) => ({
      patch: { heldBy: actor.id, leaseUntil: await roomForLease(tx, actor, current.id) },
    }));
  } catch (error) {
    if (error instanceof DomainError && error.reason === "held_by_another") throw conflict("held_by_another");
    throw error;
  }
}

/** The end of the new lease, by the database's clock. One person's claims wait for each other here, so that none is miscounted. */
async function roomForLease(tx: Tx, actor: UserActor, caseId: string): Promise<Date> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`demasque.lease:${actor.id}`}, 0))`;
  const [row] = await tx.$queryRaw<{ held: number; until: Date }[]>(Prisma.sql`
    SELECT count(*)::integer AS held, clock_timestamp() + make_interval(mins => ${leaseMinutes}::integer) AS until FROM "case" c
    WHERE c.held_by = ${actor.id}::uuid AND c.lease_until > clock_timestamp() AND c.id <> ${caseId}::uuid`);
  if (!row || row.held >= leasesAtMost) throw new DomainError("limited", "lease_limit", { maximum: leasesAtMost });
  return row.until;
}
