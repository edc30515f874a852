import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listChannels } from "@/lib/queries/list-channels";
import { findSecondPerson, listProposals } from "@/lib/queries/list-proposals";
import { routes } from "@/lib/routes";
import { PageTitle } from "@/lib/ui/page-title";
import { WaitingPanel } from "../../_components/waiting-panel";
import { ChannelTable } from "./_components/channel-table";
import classes from "./_components/platforms.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("platforms"))("title") };
}

export default async function PlatformsPage() {
  const actor = await requireActor();
  if (!can(actor, "platform:manage")) notFound();
  const [channels, proposals, secondPerson, t] = await Promise.all([
    listChannels(actor),
    listProposals(actor),
    findSecondPerson(actor),
    getTranslations("platforms"),
  ]);
  return (
    <div className={classes.page}>
      <PageTitle count={channels.length} backHref={routes.settings()}>
        {t("title")}
      </PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      <WaitingPanel proposals={proposals.filter(({ kind }) => kind === "channel_address")} />
      <ChannelTable channels={channels} secondPerson={secondPerson} />
    </div>
  );
}
