import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { wishedCases } from "@/lib/db/care";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";

/** The views in which there is something to judge, and the queues that they are made of. */
const queuesOf: Readonly<Record<string, readonly string[]>> = {
  to_review: ["to_review"],
  second_opinion: ["second_opinion"],
  back_again: ["to_review", "second_opinion"],
};
const anyQueue = ["second_opinion", "to_review"];

/**
 * The next case that this reviewer may judge: in the view that they came from, after the one they leave, else from the top. Nobody
 * holds it, it is of a track that they review on and wish to see, they gave no opinion on it, and it needs no second person where they logged it.
 */
export async function nextCase(
  actor: UserActor,
  { after, view }: { after: number; view?: string | undefined },
): Promise<number | null> {
  if (!actor.roles.includes("reviewer")) return null;
  const queues = queuesOf[view ?? ""] ?? anyQueue;
  const onlyBack = view === "back_again" ? Prisma.sql`AND c.is_active AND c.life > 1` : Prisma.empty;
  const me = Prisma.sql`${actor.id}::uuid`;
  const standing = Prisma.sql`FROM opinion o WHERE o.case_id = c.id AND o.round = c.round`;
  const mayJudge = Prisma.sql`(c.held_by IS NULL OR c.lease_until <= clock_timestamp() OR c.held_by = ${me})
    AND ${wishedCases(actor)} AND c.track = ANY (ARRAY(SELECT unnest(u.review_tracks) FROM "user" u WHERE u.id = ${me}))
    AND NOT EXISTS (SELECT 1 ${standing} AND o.reviewer_id = ${me})
    AND NOT (c.queue = 'second_opinion' AND EXISTS (SELECT 1 FROM report r WHERE r.case_id = c.id AND r.reporter_id = ${me}))`;
  // One index range per queue and half: below the present case first, then from the top.
  const best = (queue: string, half: 0 | 1) => Prisma.sql`
    (SELECT c.number, ${half}::integer AS half, c.queue_rank, c.id FROM "case" c WHERE c.queue = ${queue} AND c.number <> ${BigInt(after)} ${onlyBack}
      AND ${visibleCases(actor)} AND ${mayJudge}
      ${half === 0 ? Prisma.sql`AND (c.queue_rank, c.id) <= (SELECT p.queue_rank, p.id FROM "case" p WHERE p.number = ${BigInt(after)})` : Prisma.empty}
     ORDER BY c.queue_rank DESC, c.id DESC LIMIT 1)`;
  const ranges = queues.flatMap((queue) => [best(queue, 0), best(queue, 1)]);
  const [next] = await db().$queryRaw<{ number: bigint }[]>`
    SELECT number FROM (${Prisma.join(ranges, " UNION ALL ")}) candidates ORDER BY half, queue_rank DESC, id DESC LIMIT 1`;
  return next ? Number(next.number) : null;
}
