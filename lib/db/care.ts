import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { Prisma } from "./client";

/** Whether the person `u` has asked to see redirecting bots alone; kept with their other settings, see lib/domain/care.ts. */
export const onlyBotsWished = Prisma.sql`u.settings #>> '{care,onlyBots}' = 'true'`;

/** The cases that an actor wishes to work on, as SQL about `"case" c`: a choice of their own about lists, and no rule of access. */
export const wishedCases = (actor: UserActor): Prisma.Sql => Prisma.sql`(c.track = 'redirecting_bot'
  OR NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = ${actor.id}::uuid AND ${onlyBotsWished}))`;
