import type { CasePage } from "@/lib/queries/list-cases";
import type { SavedView } from "@/lib/queries/list-saved-views";
import type { ViewCount, ViewCounts } from "@/lib/queries/count-views";
import type { CaseQuery } from "@/lib/tables/case-filters";
import type { CaseView } from "@/lib/tables/case-views";
import type { QueueLayout } from "@/lib/tables/queue-layout";

/** What this person may do with cases, so that no button is there only to refuse. */
export interface QueueRights {
  claims: boolean;
  tags: boolean;
  judges: boolean;
  notifies: boolean;
  exports: boolean;
  logs: boolean;
}

export interface QueueProps {
  query: CaseQuery;
  views: CaseView[];
  page: CasePage;
  counts: ViewCounts;
  savedViews: SavedView[];
  layout: QueueLayout;
  rights: QueueRights;
  /** How many answer the search outside the filters; only where nothing was found inside. */
  outside: ViewCount | null;
  /** The reader asked for redirecting bots alone: what else there is stands in no list of theirs. */
  onlyBots: boolean;
}
