import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { orNotFound } from "@/lib/actions/or-not-found";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { routes } from "@/lib/routes";
import { PageTitle } from "@/lib/ui/page-title";
import { openVettingRecord } from "@/lib/usecases/open-vetting-record";
import { ApplicationPanel } from "./_components/application-panel";
import { HistoryPanels } from "./_components/history-panels";
import { RecordActions } from "./_components/record-actions";
import classes from "./_components/record.module.css";
import { StandingPanel } from "./_components/standing-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("vetting.record"))("list") };
}

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const id = z.uuid().safeParse((await params).id).data;
  if (id === undefined || !can(actor, "person:read_record")) notFound();
  const record = await orNotFound(openVettingRecord(actor, id));
  return (
    <div className={classes.page}>
      <PageTitle backHref={routes.people()} actions={<RecordActions record={record} />}>
        {record.pseudonym}
      </PageTitle>
      <StandingPanel record={record} />
      <ApplicationPanel record={record} />
      <HistoryPanels record={record} />
    </div>
  );
}
