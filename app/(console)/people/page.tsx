import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listPeople } from "@/lib/queries/list-people";
import { findSecondPerson, listProposals } from "@/lib/queries/list-proposals";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { Panel } from "@/lib/ui/panel";
import { WaitingPanel } from "../_components/waiting-panel";
import { InviteButton } from "./_components/invite-button";
import { PendingInvitations } from "./_components/pending-invitations";
import classes from "./_components/people.module.css";
import { PeopleTable } from "./_components/people-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

export default async function PeoplePage() {
  const actor = await requireActor();
  if (!can(actor, "person:read")) notFound();
  const [{ people, invitations }, proposals, secondPerson, t] = await Promise.all([
    listPeople(actor),
    listProposals(actor),
    findSecondPerson(actor),
    getTranslations("people"),
  ]);
  const waiting = Object.fromEntries(proposals.map(({ kind, subject, roles }) => [`${kind}:${subject}`, roles]));
  return (
    <div className={classes.page}>
      <PageTitle count={people.length} actions={<InviteButton secondPerson={secondPerson} />}>
        {t("title")}
      </PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      <WaitingPanel proposals={proposals} />
      <PeopleTable people={people} selfId={actor.id} waiting={waiting} secondPerson={secondPerson} />
      {people.length > 1 ? null : <EmptyState title={t("alone.title")}>{t("alone.body")}</EmptyState>}
      <Panel title={t("pending.title")} aside={invitations.length === 0 ? undefined : invitations.length}>
        <PendingInvitations invitations={invitations} />
      </Panel>
    </div>
  );
}
