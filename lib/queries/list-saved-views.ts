import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";
import { countRows } from "./count-rows";
import type { ViewCount } from "./count-views";

export interface SavedView {
  id: string;
  name: string;
  /** As in the address, without "?". */
  query: string;
  count: ViewCount | null;
}

/** A person's own lists with how many rows each has; one whose view they have lost stays, without a number. */
export async function listSavedViews(actor: UserActor): Promise<SavedView[]> {
  const views = await db().savedView.findMany({
    where: { userId: actor.id },
    orderBy: { createdAt: "asc" },
    select: { id: true, name: true, query: true },
  });
  const asked = views.map((view) => {
    const address = loadCaseAddress(view.query);
    const query = caseQueryFor(actor, address);
    return query !== null && (address.view === null || address.view === query.view) ? query : null;
  });
  const counts = await countRows(
    actor,
    asked.filter((query) => query !== null),
  );
  let place = 0;
  return views.map((view, index) => ({ ...view, count: asked[index] === null ? null : (counts[place++] ?? null) }));
}
