import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { requireActor } from "@/lib/auth/current-actor";
import { countOutside } from "@/lib/queries/count-rows";
import { countViews } from "@/lib/queries/count-views";
import { getCare } from "@/lib/queries/get-care";
import { getQueueLayout } from "@/lib/queries/get-queue-layout";
import { listCases } from "@/lib/queries/list-cases";
import { listSavedViews } from "@/lib/queries/list-saved-views";
import { caseQueryFor, hasFilters, loadCaseAddress } from "@/lib/tables/case-filters";
import { viewsOf } from "@/lib/tables/case-views";
import { EmptyState } from "@/lib/ui/empty-state";
import { rightsOf } from "./_components/queue-rights";
import { QueueScreen } from "./_components/queue-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("queue"))("title") };
}

export default async function QueuePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const query = caseQueryFor(actor, await loadCaseAddress(searchParams));
  if (query === null) {
    const t = await getTranslations("queue.nothing");
    return <EmptyState title={t("title")}>{t("text")}</EmptyState>;
  }
  const [page, counts, savedViews, layout, { onlyBots }] = await Promise.all([
    listCases(actor, query),
    countViews(actor),
    listSavedViews(actor),
    getQueueLayout(actor),
    getCare(actor),
  ]);
  const outside = page.rows.length === 0 && hasFilters(query) ? await countOutside(actor, query) : null;
  const rights = rightsOf(actor);
  const props = { query, page, counts, savedViews, layout, outside, views: viewsOf(actor), rights, onlyBots };
  return <QueueScreen {...props} self={actor.pseudonym} />;
}
