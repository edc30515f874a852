import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { getOwnAccuracy } from "@/lib/queries/get-accuracy";
import { routes } from "@/lib/routes";
import { AccuracyView, readAccuracyDays } from "@/lib/ui/accuracy-view";
import { PageTitle } from "@/lib/ui/page-title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accuracy"))("own") };
}

export default async function OwnAccuracyPage({ searchParams }: { searchParams: Promise<{ days?: string }> }) {
  const actor = await requireActor();
  if (!can(actor, "accuracy:read_own")) notFound();
  const [counts, { days }, t] = await Promise.all([getOwnAccuracy(actor), searchParams, getTranslations("accuracy")]);
  return (
    <AccuracyView counts={counts} days={readAccuracyDays(days)} hrefOf={(each) => routes.ownAccuracy({ days: each })}>
      <PageTitle backHref={routes.settings()}>{t("own")}</PageTitle>
    </AccuracyView>
  );
}
