import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { DomainError } from "@/lib/domain/errors";
import { getCase, type CaseView } from "@/lib/queries/get-case";
import { getLane } from "@/lib/queries/get-lane";
import { getCaseObservables } from "@/lib/queries/get-case-observables";
import { getFingerprints } from "@/lib/queries/get-fingerprints";
import { getImages } from "@/lib/queries/get-images";
import { getTimeline } from "@/lib/queries/get-timeline";
import { getTraces } from "@/lib/queries/get-traces";
import { nextCase } from "@/lib/queries/next-case";
import { CaseScreen } from "./_components/case-screen";
import { RestrictedDesk } from "./_components/restricted-desk";

interface CasePageProps {
  params: Promise<{ ref: string }>;
  searchParams: Promise<{ view?: string | string[] }>;
}

/** The number alone: a tab's title is read over shoulders. */
export async function generateMetadata({ params }: CasePageProps): Promise<Metadata> {
  const t = await getTranslations("case");
  return { title: t("title", { number: numberIn((await params).ref) }) };
}

const numberIn = (ref: string): number => (/^[1-9]\d{0,14}$/.test(ref) ? Number(ref) : notFound());

export default async function CasePage({ params, searchParams }: CasePageProps) {
  const actor = await requireActor();
  const number = numberIn((await params).ref);
  const { view: asked } = await searchParams;
  const queueView = typeof asked === "string" && /^[a-z_]{1,30}$/.test(asked) ? asked : undefined;
  let view: CaseView;
  try {
    view = await getCase(actor, { number });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "not_found") throw error;
    return error.reason === "restricted_desk" ? <RestrictedDesk /> : notFound();
  }
  const [timeline, next, lane, observables, traces, pictures, images] = await Promise.all([
    getTimeline(actor, { number }),
    nextCase(actor, { after: number, view: queueView }),
    view.scope === "lane" ? getLane(actor, { id: view.id }) : null,
    getCaseObservables(actor, { number }),
    view.scope === "review" ? getTraces(actor, { number }) : null,
    getFingerprints(actor, { number }),
    view.scope === "review" ? getImages(actor, { number }) : null,
  ]);
  const parts = { view, timeline, next, queueView, lane, observables, traces, pictures, images };
  return <CaseScreen {...parts} />;
}
