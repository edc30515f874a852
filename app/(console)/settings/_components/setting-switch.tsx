"use client";

import { Switch } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import type { ReactNode } from "react";
import { useOptimistic, useTransition } from "react";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { saveSettings } from "../actions";

type SwitchSetting = "solo_work" | "second_factor_required" | "applications_open";

interface SettingSwitchProps {
  setting: SwitchSetting;
  isOn: boolean;
  title: string;
  label: string;
  /** Said once it is switched. */
  said: { on: string; off: string };
  /** What it costs and what it brings. */
  children: ReactNode;
}

/** A setting of the organisation that is on or off, with what that means beside it; asks for a factor where the setting wants one. */
export function SettingSwitch({ setting, isOn, title, label, said, children }: SettingSwitchProps) {
  const [shown, show] = useOptimistic(isOn);
  const [, startTransition] = useTransition();
  const { executeAsync, result } = useAction(useConfirmed(saveSettings), {
    onSuccess: ({ input }) => toast({ message: input[setting] ? said.on : said.off, tone: "green" }),
  });
  return (
    <Panel title={title}>
      {children}
      <Switch
        label={label}
        checked={shown}
        onChange={(event) => {
          const wanted = event.currentTarget.checked;
          startTransition(async () => {
            show(wanted);
            await executeAsync({ [setting]: wanted });
          });
        }}
      />
      <ActionError result={result} />
    </Panel>
  );
}
