import { useTranslations } from "next-intl";
import type { OwnSettings } from "@/lib/queries/get-settings";
import type { ShownWitness } from "@/lib/queries/list-witnesses";
import { ApplicationsSwitch } from "./applications-switch";
import type { MailServerState } from "@/lib/usecases/read-mail-server";
import { DeskForm } from "./desk-form";
import { FactorSwitch } from "./factor-switch";
import { IncidentPanel } from "./incident-panel";
import { IntimatePanel } from "./intimate-panel";
import { LimitsForm } from "./limits-form";
import { MailPanel } from "./mail-panel";
import { PlatformsLink } from "./platforms-link";
import { ReportAccountsLink } from "./report-accounts-link";
import { SamplePanel } from "./sample-panel";
import classes from "./settings.module.css";
import { SoloSwitch } from "./solo-switch";
import { WebhooksLink } from "./webhooks-link";
import { WitnessPanel } from "./witness-panel";

/** What holds for everybody; shown to whoever administers. */
export function OrganisationPart({
  settings,
  mail,
  witnesses,
  webhookCount,
  accountCount,
}: {
  settings: OwnSettings;
  mail: MailServerState | null;
  witnesses: readonly ShownWitness[] | null;
  webhookCount: number | null;
  accountCount: number | null;
}) {
  const t = useTranslations("settings");
  const { organisation, hasSamples, standing } = settings;
  if (organisation === null) return null;
  return (
    <>
      <h2 className={classes.part}>{t("organisation")}</h2>
      <DeskForm settings={organisation} />
      <LimitsForm settings={organisation} />
      <FactorSwitch isOn={organisation.second_factor_required} />
      <SoloSwitch isOn={organisation.solo_work} />
      <ApplicationsSwitch isOn={organisation.applications_open} />
      <IntimatePanel isOn={settings.isIntimateAllowed} />
      <PlatformsLink />
      {accountCount === null ? null : <ReportAccountsLink count={accountCount} />}
      {mail === null ? null : <MailPanel server={mail} />}
      {witnesses === null ? null : <WitnessPanel witnesses={witnesses} />}
      <IncidentPanel standing={standing} />
      {webhookCount === null ? null : <WebhooksLink count={webhookCount} />}
      {hasSamples === null ? null : <SamplePanel isLoaded={hasSamples} />}
    </>
  );
}
