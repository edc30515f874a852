import "server-only";
import type { Actor } from "@/lib/domain/access/actor";
import { Prisma } from "./client";

/**
 * Which tags an actor may see, as SQL about `case_tag t` of `"case" c`. While a round is undecided, what its holder or the author
 * of an opinion in it has tagged during the round is theirs alone: a tag can say as much as a verdict.
 */
export function visibleTags(actor: Actor): Prisma.Sql {
  const actorId = actor.kind === "user" ? actor.id : null;
  return Prisma.sql`(t.added_by IS NOT DISTINCT FROM ${actorId}::uuid
    OR EXISTS (SELECT 1 FROM decision d WHERE d.case_id = c.id AND d.round = c.round)
    OR t.added_at <= coalesce((SELECT max(d.decided_at) FROM decision d WHERE d.case_id = c.id AND d.round < c.round), '-infinity')
    OR NOT (t.added_by IS NOT DISTINCT FROM c.held_by
            OR EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.id AND o.round = c.round AND o.reviewer_id = t.added_by)))`;
}
