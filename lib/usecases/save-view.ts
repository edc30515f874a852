import "server-only";
import { change } from "@/lib/db/change";
import { Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { DomainError, invalidInput } from "@/lib/domain/errors";

export const savedViewsAtMost = 20;

/**
 * Keeps a list under a name of the person's own; the same name again takes the new list. The query is an
 * address as lib/tables writes it; whoever reads it back parses it again.
 */
export async function saveView(actor: UserActor, input: { name: string; query: string }): Promise<{ id: string }> {
  assertCan(actor, "case:list");
  const name = input.name.normalize("NFC").replace(/\s+/g, " ").trim();
  if (name === "" || name.length > 40) throw invalidInput("view_name", { maximum: 40 });
  if (input.query.length > 2000) throw invalidInput("view_query", { maximum: 2000 });
  return change(actor, "person.profile_edited", {}, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "user" WHERE id = ${actor.id}::uuid FOR UPDATE`;
    const others = await tx.savedView.count({ where: { userId: actor.id, NOT: { name } } });
    if (others >= savedViewsAtMost) throw new DomainError("limited", "saved_views", { maximum: savedViewsAtMost });
    const [row] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
      INSERT INTO saved_view (user_id, name, query) VALUES (${actor.id}::uuid, ${name}, ${input.query})
      ON CONFLICT (user_id, name) DO UPDATE SET query = excluded.query RETURNING id`);
    if (!row) throw new Error("a view was not kept");
    return row;
  });
}
