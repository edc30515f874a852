import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireActor } from "@/lib/auth/current-actor";
import { orNotFound } from "@/lib/actions/or-not-found";
import { can } from "@/lib/domain/access/policy";
import { getBatch } from "@/lib/queries/get-batch";
import { routes } from "@/lib/routes";
import { PageTitle } from "@/lib/ui/page-title";
import classes from "../_components/batches.module.css";
import { ToldBatch } from "./_components/told-batch";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batch"))("one") };
}

export default async function BatchPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const id = z.uuid().safeParse((await params).id);
  if (!id.success || !can(actor, "notice:prepare")) notFound();
  const batch = await orNotFound(getBatch(actor, id.data));
  const t = await getTranslations("batch");
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.batches()}>{t("heading", { count: batch.cases })}</PageTitle>
      <ToldBatch batch={batch} />
    </div>
  );
}
