import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listApplications } from "@/lib/queries/list-applications";
import { listPeople } from "@/lib/queries/list-people";
import { findSecondPerson, listProposals } from "@/lib/queries/list-proposals";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { Panel } from "@/lib/ui/panel";
import { WaitingPanel } from "../_components/waiting-panel";
import { ApplicationsTable } from "./_components/applications-table";
import { InviteButton } from "./_components/invite-button";
import { PendingInvitations } from "./_components/pending-invitations";
import classes from "./_components/people.module.css";
import { PeopleTable } from "./_components/people-table";
import { MoreLink, PeopleTabs } from "./_components/people-tabs";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

const tabs = ["members", "applications", "suspended"] as const;

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<{ tab?: string; after?: string }>;
}) {
  const actor = await requireActor();
  if (!can(actor, "person:read")) notFound();
  const { tab: asked, after: given } = await searchParams;
  const tab = tabs.find((one) => one === asked) ?? "members";
  const after = z.uuid().safeParse(given).data;
  const isMembers = tab === "members";
  const [{ people, next, invitations }, proposals, secondPerson, t] = await Promise.all([
    listPeople(actor, { tab: tab === "suspended" ? tab : "members", after }),
    listProposals(actor),
    findSecondPerson(actor),
    getTranslations("people"),
  ]);
  const waiting = Object.fromEntries(proposals.map(({ kind, subject, roles }) => [`${kind}:${subject}`, roles]));
  return (
    <div className={classes.page}>
      <PageTitle actions={<InviteButton secondPerson={secondPerson} />}>{t("title")}</PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      <WaitingPanel proposals={proposals} />
      <PeopleTabs current={tab} />
      {tab === "applications" ? (
        <ApplicationsTable page={await listApplications(actor, after)} />
      ) : (
        <PeopleTable people={people} selfId={actor.id} waiting={waiting} secondPerson={secondPerson} />
      )}
      {tab !== "applications" && next !== null ? <MoreLink tab={tab} after={next} /> : null}
      {isMembers && people.length < 2 && after === undefined ? (
        <EmptyState title={t("alone.title")}>{t("alone.body")}</EmptyState>
      ) : null}
      <Panel title={t("pending.title")} aside={invitations.length === 0 ? undefined : invitations.length}>
        <PendingInvitations invitations={invitations} />
      </Panel>
    </div>
  );
}
