import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { DomainError } from "@/lib/domain/errors";
import { getAccuracyOf } from "@/lib/queries/get-accuracy";
import { routes } from "@/lib/routes";
import { AccuracyView, readAccuracyDays } from "@/lib/ui/accuracy-view";
import { PageTitle } from "@/lib/ui/page-title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accuracy"))("title") };
}

interface Asked {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ days?: string }>;
}

export default async function AccuracyPage({ params, searchParams }: Asked) {
  const actor = await requireActor();
  const [{ id }, { days }, t] = await Promise.all([params, searchParams, getTranslations("accuracy")]);
  if (!can(actor, "person:read") || !z.uuid().safeParse(id).success) notFound();
  const { pseudonym, counts } = await getAccuracyOf(actor, id).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  });
  const hrefOf = (each: number) => routes.accuracyOf(id, { days: each });
  return (
    <AccuracyView counts={counts} days={readAccuracyDays(days)} hrefOf={hrefOf}>
      <PageTitle backHref={routes.people()}>{t("of", { pseudonym })}</PageTitle>
    </AccuracyView>
  );
}
