import { useTranslations } from "next-intl";
import { SettingSwitch } from "./setting-switch";
import classes from "./settings.module.css";

export function FactorSwitch({ isOn }: { isOn: boolean }) {
  const t = useTranslations("factor.required");
  const said = { on: t("on"), off: t("off") };
  return (
    <SettingSwitch setting="second_factor_required" isOn={isOn} title={t("title")} label={t("label")} said={said}>
      <p className={classes.text}>{t("means")}</p>
    </SettingSwitch>
  );
}
