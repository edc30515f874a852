import { useTranslations } from "next-intl";
import type { CaseView } from "@/lib/queries/get-case";
import type { LaneView } from "@/lib/queries/get-lane";
import type { CaseObservables } from "@/lib/queries/get-case-observables";
import type { CaseFingerprints } from "@/lib/queries/get-fingerprints";
import type { ImagesView } from "@/lib/queries/get-images";
import type { CaseTraces } from "@/lib/queries/get-traces";
import type { CaseTimeline } from "@/lib/queries/get-timeline";
import { CaseColumns } from "./case-columns";
import { CaseHead } from "./case-head";
import { DecideColumn } from "./decide-column";
import { FactsColumn } from "./facts-column";
import { LinksColumn } from "./links-column";
import { TracePanel } from "./trace-panel";

interface CaseScreenProps {
  view: CaseView;
  timeline: CaseTimeline;
  observables: CaseObservables | null;
  pictures: CaseFingerprints | null;
  /** Null for whoever has nothing to do with stored pictures. */
  images: ImagesView | null;
  /** Null for whoever may trace nothing. */
  traces: CaseTraces | null;
  /** The number of the next case to judge, and the view it was looked for in. */
  next: number | null;
  queueView: string | undefined;
  /** How it stands in the safety lane; null elsewhere. */
  lane: LaneView | null;
}

/** The facts, then the question, then what is linked to it. */
export function CaseScreen(props: CaseScreenProps) {
  const { view, timeline, observables, pictures, images, next, queueView, lane, traces } = props;
  const t = useTranslations("case");
  return (
    <>
      <CaseHead view={view} next={next} queueView={queueView} />
      <CaseColumns
        key={view.id}
        labels={{ facts: t("tabs.facts"), decide: t("tabs.decide"), links: t("tabs.links") }}
        tabsLabel={t("tabs.label")}
        facts={
          <>
            <FactsColumn view={view} observables={observables} pictures={pictures} images={images} />
            {traces === null ? null : <TracePanel number={view.number} {...traces} />}
          </>
        }
        decide={<DecideColumn view={view} next={next} queueView={queueView} lane={lane} />}
        links={
          <LinksColumn
            view={view}
            timeline={timeline}
            ties={observables?.ties ?? []}
            pictures={pictures}
            images={images}
          />
        }
      />
    </>
  );
}
