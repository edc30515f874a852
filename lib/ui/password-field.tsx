"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslations } from "next-intl";

/** A password that can be looked at: typing errors lock people out more often than glances over the shoulder. */
export function PasswordField(props: PasswordInputProps) {
  const t = useTranslations("ui.password");
  return (
    <PasswordInput
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": t("show"), tabIndex: 0 }}
      {...props}
    />
  );
}
