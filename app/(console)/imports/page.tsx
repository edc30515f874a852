import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listImports } from "@/lib/queries/list-imports";
import { PageTitle } from "@/lib/ui/page-title";
import { ImportList } from "./_components/import-list";
import { UploadForm } from "./_components/upload-form";
import classes from "./_components/imports.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

export default async function ImportsPage() {
  const actor = await requireActor();
  if (!can(actor, "report:import")) notFound();
  const t = await getTranslations("imports");
  return (
    <div className={classes.page}>
      <PageTitle>{t("title")}</PageTitle>
      <UploadForm />
      <ImportList imports={await listImports(actor)} />
    </div>
  );
}
