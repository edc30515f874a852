import "server-only";
import { db } from "@/lib/db/client";
import { trailNameOf, type UserActor } from "@/lib/domain/access/actor";
import { type Exposure, exposureOf } from "@/lib/domain/care";

export interface ExposureMeter {
  today: number;
  /** The last seven days, with today. */
  week: number;
  /** Calendar weeks before that, the latest first, as many as there were reveals in. */
  earlier: { week: Date; reveals: number }[];
  level: Exposure;
}

/** How often the reader uncovered an image. It asks about whoever reads it, and has no way of asking about anybody else. */
export async function getExposure(actor: UserActor): Promise<ExposureMeter> {
  const [row] = await db().$queryRaw<{ today: number; week: number }[]>`
    SELECT count(*) FILTER (WHERE at >= date_trunc('day', now()))::integer AS today, count(*)::integer AS week
      FROM access_log WHERE actor = ${trailNameOf(actor)} AND kind = 'image_revealed' AND at >= now() - interval '7 days'`;
  const { today, week } = row ?? { today: 0, week: 0 };
  const earlier = await db().exposureWeek.findMany({
    where: { userId: actor.id },
    orderBy: { week: "desc" },
    take: 8,
    select: { week: true, reveals: true },
  });
  return { today, week, earlier, level: exposureOf({ today, week }) };
}
