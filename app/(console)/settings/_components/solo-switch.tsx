import { useTranslations } from "next-intl";
import { SettingSwitch } from "./setting-switch";
import classes from "./settings.module.css";

/** Says what it costs and what a second person would unlock, where it is switched. */
export function SoloSwitch({ isOn }: { isOn: boolean }) {
  const t = useTranslations("settings.solo");
  const said = { on: t("on"), off: t("off") };
  return (
    <SettingSwitch setting="solo_work" isOn={isOn} title={t("title")} label={t("label")} said={said}>
      <p className={classes.text}>{t("means")}</p>
      <p className={classes.text}>{t("unlocks")}</p>
    </SettingSwitch>
  );
}
