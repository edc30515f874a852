"use client";

import { Switch } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { ActionError } from "@/lib/ui/action-error";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { saveSettings } from "../actions";
import classes from "./settings.module.css";

/** Whether strangers may ask to join; off until somebody is there who answers. */
export function ApplicationsSwitch({ isOn }: { isOn: boolean }) {
  const t = useTranslations("settings.applications");
  const [shown, show] = useOptimistic(isOn);
  const [, startTransition] = useTransition();
  const { executeAsync, result } = useAction(saveSettings, {
    onSuccess: ({ input }) => toast({ message: t(input.applications_open ? "on" : "off"), tone: "green" }),
  });
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("means")}</p>
      <Switch
        label={t("label")}
        checked={shown}
        onChange={(event) => {
          const wanted = event.currentTarget.checked;
          startTransition(async () => {
            show(wanted);
            await executeAsync({ applications_open: wanted });
          });
        }}
      />
      <ActionError result={result} />
    </Panel>
  );
}
