import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireActor } from "@/lib/auth/current-actor";
import { listNotifications } from "@/lib/queries/list-notifications";
import { listProposals } from "@/lib/queries/list-proposals";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageTitle } from "@/lib/ui/page-title";
import { WaitingPanel } from "../_components/waiting-panel";
import { NotificationList } from "./_components/notification-list";
import classes from "./_components/notifications.module.css";
import { ReadButton } from "./_components/read-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("title") };
}

interface NotificationsPageProps {
  searchParams: Promise<{ before?: string | string[] }>;
}

export default async function NotificationsPage({ searchParams }: NotificationsPageProps) {
  const actor = await requireActor();
  const { before } = await searchParams;
  const from = typeof before === "string" && /^[1-9]\d{0,17}$/.test(before) ? before : null;
  const [page, proposals, t] = await Promise.all([
    listNotifications(actor, from),
    listProposals(actor),
    getTranslations("notifications"),
  ]);
  const newest = page.rows[0];
  return (
    <div className={classes.page}>
      <PageTitle
        actions={
          newest !== undefined && page.hasNew ? <ReadButton id={newest.id} andOlder label={t("readAll")} /> : undefined
        }
      >
        {t("title")}
      </PageTitle>
      <p className={classes.intro}>{t("intro")}</p>
      <WaitingPanel proposals={proposals} />
      {newest === undefined ? (
        <EmptyState title={t("empty")}>{t("emptyHint")}</EmptyState>
      ) : (
        <NotificationList page={page} isFirst={from === null} />
      )}
    </div>
  );
}
