import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listLane, readLanePlace } from "@/lib/queries/list-lane";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { LaneList } from "./_components/lane-list";
import classes from "./_components/safety.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("lane"))("list.title") };
}

export default async function SafetyPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const actor = await requireActor();
  if (!can(actor, "lane:read")) notFound();
  const { after } = await searchParams;
  const place = readLanePlace(typeof after === "string" ? after : undefined);
  const [{ rows, count, next }, t] = await Promise.all([listLane(actor, place), getTranslations("lane.list")]);
  return (
    <div className={classes.page}>
      <PageTitle count={count}>{t("title")}</PageTitle>
      <p className={classes.lead}>{t("lead")}</p>
      {rows.length === 0 ? (
        <EmptyState title={t("empty.title")}>{t("empty.body")}</EmptyState>
      ) : (
        <LaneList rows={rows} next={next} />
      )}
    </div>
  );
}
