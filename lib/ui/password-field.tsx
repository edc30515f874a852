"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { hintBelow } from "./hint-below";

/**
 * A password that can be looked at: typing errors lock people out more often than glances over the shoulder. What was typed stays
 * when the form is refused; a form that went well is taken away.
 */
export function PasswordField(props: PasswordInputProps) {
  const t = useTranslations("ui.password");
  const [value, setValue] = useState("");
  return (
    <PasswordInput
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ "aria-label": t("show"), tabIndex: 0 }}
      value={value}
      onChange={(event) => setValue(event.currentTarget.value)}
      {...hintBelow}
      {...props}
    />
  );
}
