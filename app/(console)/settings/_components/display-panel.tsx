"use client";

import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { densities, type QueueLayout } from "@/lib/tables/queue-layout";
import { ActionError } from "@/lib/ui/action-error";
import { SingleKeysSwitch } from "@/lib/ui/keys/keys-help";
import { Panel } from "@/lib/ui/panel";
import { PillChoice } from "@/lib/ui/pill-choice";
import { saveLayout } from "../actions";
import classes from "./settings.module.css";

const schemes = ["auto", "light", "dark"] as const satisfies readonly MantineColorScheme[];
const never = () => () => undefined;

/** The server cannot know this device's theme: it is marked once the page runs. */
const useIsRunning = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** Theme and keys belong to the device, the height of rows to the person. */
export function DisplayPanel({ layout }: { layout: QueueLayout | null }) {
  const t = useTranslations("settings.display");
  const queue = useTranslations("queue.density");
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const isRunning = useIsRunning();
  const { execute, result } = useAction(saveLayout);
  return (
    <Panel title={t("title")}>
      <div className={classes.display}>
        <PillChoice
          name="theme"
          label={t("theme")}
          choices={schemes.map((value) => ({ value, label: t(value) }))}
          value={isRunning ? colorScheme : null}
          onChoose={setColorScheme}
        />
        {layout === null ? null : (
          <PillChoice
            name="density"
            label={queue("label")}
            choices={densities.map((value) => ({ value, label: queue(value) }))}
            defaultValue={layout.density}
            onChoose={(density) => execute({ ...layout, density })}
          />
        )}
        <ActionError result={result} />
        <SingleKeysSwitch />
      </div>
    </Panel>
  );
}
