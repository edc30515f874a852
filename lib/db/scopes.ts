import "server-only";
import type { Actor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { Prisma } from "./client";

const hasRole = (actor: Actor, role: Role): boolean => actor.kind === "user" && actor.roles.includes(role);

/**
 * Which cases an actor's lists may hold, as SQL about `"case" c`. Says the same as the policy's `case:read`; a test compares the two
 * for every role, so that no list shows what the page would refuse.
 */
export function visibleCases(actor: Actor): Prisma.Sql {
  if (actor.kind !== "user") return Prisma.sql`false`;
  const grants: Prisma.Sql[] = [];
  if (hasRole(actor, "reviewer") || hasRole(actor, "protection")) {
    grants.push(Prisma.sql`c.state NOT IN ('safeguarding', 'erased', 'authentic')`);
  } else if (hasRole(actor, "volunteer")) {
    grants.push(Prisma.sql`(c.state NOT IN ('safeguarding', 'erased', 'authentic')
      AND c.id IN (SELECT r.case_id FROM report r WHERE r.reporter_id = ${actor.id}::uuid))`);
  }
  if (hasRole(actor, "safeguarding")) grants.push(Prisma.sql`c.state = 'safeguarding'`);
  return grants.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(grants, " OR ")})`;
}
