import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getSession, requireActor } from "@/lib/auth/current-actor";
import { can } from "@/lib/domain/access/policy";
import { getFactors } from "@/lib/queries/get-factors";
import { env } from "@/lib/env";
import { getQueueLayout } from "@/lib/queries/get-queue-layout";
import { getSettings } from "@/lib/queries/get-settings";
import { listReportAccounts } from "@/lib/queries/list-report-accounts";
import { listWebhooks } from "@/lib/queries/list-webhooks";
import { listShownWitnesses } from "@/lib/queries/list-witnesses";
import { readMailServer } from "@/lib/usecases/read-mail-server";
import { PageTitle } from "@/lib/ui/page-title";
import { canHavePasskeys } from "@/lib/usecases/begin-passkey";
import { AccuracyLink } from "./_components/accuracy-link";
import { CareLink } from "./_components/care-link";
import { DisplayPanel } from "./_components/display-panel";
import { FactorPanel } from "./_components/factor-panel";
import { IdentityPanel } from "./_components/identity-panel";
import { OrganisationPart } from "./_components/organisation-part";
import { PasswordForm } from "./_components/password-form";
import { ProfileForm } from "./_components/profile-form";
import { SessionList } from "./_components/session-list";
import classes from "./_components/settings.module.css";
import { TokenPanel } from "./_components/token-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage({ searchParams }: { searchParams: Promise<{ linking?: string }> }) {
  const actor = await requireActor();
  const [settings, factors, session, t] = await Promise.all([
    getSettings(actor),
    getFactors(actor),
    getSession(),
    getTranslations("settings"),
  ]);
  const layout = can(actor, "case:list") ? await getQueueLayout(actor) : null;
  const witnesses = can(actor, "witness:manage") ? await listShownWitnesses(actor) : null;
  const mail = can(actor, "setting:read") ? await readMailServer(actor) : null;
  const webhooks = can(actor, "webhook:manage") ? await listWebhooks(actor) : null;
  const accounts = can(actor, "report_account:manage") ? await listReportAccounts(actor) : null;
  return (
    <div className={classes.page}>
      <PageTitle>{t("title")}</PageTitle>
      <h2 className={classes.part}>{t("own")}</h2>
      <ProfileForm
        email={settings.email}
        pseudonym={settings.pseudonym}
        roles={settings.roles}
        locale={settings.locale}
      />
      <DisplayPanel layout={layout} />
      <CareLink />
      {settings.hasPassword ? <PasswordForm email={settings.email} /> : null}
      <FactorPanel factors={factors} canHavePasskeys={canHavePasskeys()} />
      <SessionList sessions={settings.sessions} currentId={session?.id ?? ""} />
      <IdentityPanel
        provider={env().oidc?.name ?? null}
        identities={settings.identities}
        isRefused={(await searchParams).linking === "refused"}
      />
      {settings.tokens === null ? null : <TokenPanel tokens={settings.tokens} />}
      {can(actor, "accuracy:read_own") ? <AccuracyLink /> : null}
      <OrganisationPart
        settings={settings}
        mail={mail}
        witnesses={witnesses}
        webhookCount={webhooks?.length ?? null}
        accountCount={accounts?.length ?? null}
      />
    </div>
  );
}
