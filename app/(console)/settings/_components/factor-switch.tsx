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

export function FactorSwitch({ isOn }: { isOn: boolean }) {
  const t = useTranslations("factor.required");
  const [shown, show] = useOptimistic(isOn);
  const [, startTransition] = useTransition();
  const { executeAsync, result } = useAction(useConfirmed(saveSettings), {
    onSuccess: ({ input }) => toast({ message: t(input.second_factor_required ? "on" : "off"), tone: "green" }),
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
            await executeAsync({ second_factor_required: wanted });
          });
        }}
      />
      <ActionError result={result} />
    </Panel>
  );
}
