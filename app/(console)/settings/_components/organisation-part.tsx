import { useTranslations } from "next-intl";
import type { OwnSettings } from "@/lib/queries/get-settings";
import { DeskForm } from "./desk-form";
import { SamplePanel } from "./sample-panel";
import classes from "./settings.module.css";
import { SoloSwitch } from "./solo-switch";

/** What holds for everybody; shown to whoever administers. */
export function OrganisationPart({ settings }: { settings: OwnSettings }) {
  const t = useTranslations("settings");
  const { organisation, hasSamples } = settings;
  if (organisation === null) return null;
  return (
    <>
      <h2 className={classes.part}>{t("organisation")}</h2>
      <DeskForm settings={organisation} />
      <SoloSwitch isOn={organisation.solo_work} />
      {hasSamples === null ? null : <SamplePanel isLoaded={hasSamples} />}
    </>
  );
}
