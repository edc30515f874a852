import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { routes } from "@/lib/routes";
import { PageTitle } from "@/lib/ui/page-title";
import classes from "./_components/answer.module.css";
import { AnswerReader } from "./_components/answer-reader";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ledger"))("answer.title") };
}

export default async function AnswerPage() {
  const actor = await requireActor();
  if (!can(actor, "notice:record")) notFound();
  const t = await getTranslations("ledger.answer");
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.notices()}>{t("title")}</PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      <AnswerReader />
    </div>
  );
}
