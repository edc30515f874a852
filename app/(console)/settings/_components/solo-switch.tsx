"use client";

import { Switch } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { saveSettings } from "../actions";
import classes from "./settings.module.css";

/** Says what it costs and what a second person would unlock, where it is switched. */
export function SoloSwitch({ isOn }: { isOn: boolean }) {
  const t = useTranslations("settings.solo");
  const [shown, show] = useOptimistic(isOn);
  const [, startTransition] = useTransition();
  const { executeAsync, result } = useAction(useConfirmed(saveSettings), {
    onSuccess: ({ input }) => toast({ message: t(input.solo_work ? "on" : "off"), tone: "green" }),
  });
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("means")}</p>
      <p className={classes.text}>{t("unlocks")}</p>
      <Switch
        label={t("label")}
        checked={shown}
        onChange={(event) => {
          const wanted = event.currentTarget.checked;
          startTransition(async () => {
            show(wanted);
            await executeAsync({ solo_work: wanted });
          });
        }}
      />
      <ActionError result={result} />
    </Panel>
  );
}
