import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { listReportAccounts } from "@/lib/queries/list-report-accounts";
import { routes } from "@/lib/routes";
import { EmptyState } from "@/lib/ui/empty-state";
import list from "@/lib/ui/list-page.module.css";
import { PageTitle } from "@/lib/ui/page-title";
import { AccountRow } from "./_components/account-row";
import { AddAccount } from "./_components/add-account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("report-accounts"))("title") };
}

export default async function ReportAccountsPage() {
  const actor = await requireActor();
  if (!can(actor, "report_account:manage")) notFound();
  const [accounts, t] = await Promise.all([listReportAccounts(actor), getTranslations("report-accounts")]);
  return (
    <div className={list.page}>
      <PageTitle backHref={routes.settings()} count={accounts.length} actions={<AddAccount />}>
        {t("title")}
      </PageTitle>
      <p className={list.intro}>{t("intro")}</p>
      {accounts.length === 0 ? (
        <EmptyState title={t("none.title")}>{t("none.body")}</EmptyState>
      ) : (
        <ul className={list.rows}>
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </ul>
      )}
    </div>
  );
}
