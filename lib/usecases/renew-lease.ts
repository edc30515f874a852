import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { leaseMinutes } from "@/lib/domain/case/lease";
import { transition } from "@/lib/domain/case/lifecycle";
import { beginCommand, type CommandResult } from "./command-case";

/**
 * Activity prolongs a lease. The version stays and the trail is silent: nothing about the case has changed, and an answer being
 * written must not be refused because of it.
 */
export async function renewLease(
  actor: UserActor,
  { ref }: { ref: CaseRef },
): Promise<CommandResult & { leaseUntil: Date }> {
  return change(actor, "case.renewed", {}, async (tx) => {
    const { id, number, state, version } = await beginCommand(tx, actor, "renew", { ref });
    transition(state, "renew");
    const [row] = await tx.$queryRaw<{ leaseUntil: Date }[]>(Prisma.sql`
      UPDATE "case" SET lease_until = clock_timestamp() + make_interval(mins => ${leaseMinutes}::integer)
      WHERE id = ${id}::uuid RETURNING lease_until AS "leaseUntil"`);
    if (!row) throw new Error("a locked case was gone");
    return { id, number, state, version, leaseUntil: row.leaseUntil };
  });
}
