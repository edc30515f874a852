import { useTranslations } from "next-intl";
import { SettingSwitch } from "./setting-switch";
import classes from "./settings.module.css";

/** Whether strangers may ask to join; off until somebody is there who answers. */
export function ApplicationsSwitch({ isOn }: { isOn: boolean }) {
  const t = useTranslations("settings.applications");
  const said = { on: t("on"), off: t("off") };
  return (
    <SettingSwitch setting="applications_open" isOn={isOn} title={t("title")} label={t("label")} said={said}>
      <p className={classes.text}>{t("means")}</p>
    </SettingSwitch>
  );
}
