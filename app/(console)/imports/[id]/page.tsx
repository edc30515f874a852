import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { DomainError } from "@/lib/domain/errors";
import { getImport } from "@/lib/queries/get-import";
import { routes } from "@/lib/routes";
import { PageTitle } from "@/lib/ui/page-title";
import { previewImport } from "@/lib/usecases/preview-import";
import classes from "../_components/imports.module.css";
import { ImportScreen } from "./_components/import-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("one") };
}

export default async function ImportPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ after?: string }>;
}) {
  const actor = await requireActor();
  const id = z.uuid().safeParse((await params).id);
  const after = z.coerce
    .number()
    .int()
    .min(0)
    .catch(0)
    .parse((await searchParams).after ?? 0);
  if (!id.success || !can(actor, "report:import")) notFound();
  try {
    const detail = await getImport(actor, id.data, after);
    const preview =
      detail.status === "running" || detail.status === "queued"
        ? null
        : await previewImport(actor, { id: id.data, options: detail.options });
    return (
      <div className={classes.page}>
        <PageTitle backHref={routes.imports()}>{detail.fileName}</PageTitle>
        <ImportScreen detail={detail} preview={preview} mayBringHistory={can(actor, "report:import_history")} />
      </div>
    );
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
}
