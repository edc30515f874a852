"use client";

import { Button, NumberInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { settingBounds, type Settings } from "@/lib/domain/settings";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { saveSettings } from "../actions";
import classes from "./settings.module.css";

/** How long somebody stays signed in. */
export function LimitsForm({ settings }: { settings: Settings }) {
  const t = useTranslations("settings.limits");
  const all = useTranslations("settings");
  const { execute, result, isPending } = useAction(useConfirmed(saveSettings), {
    onSuccess: () => toast({ message: all("saved"), tone: "green" }),
  });
  const field = (key: keyof typeof settingBounds, word: "idle" | "days") => {
    const { least, most } = settingBounds[key];
    return (
      <NumberInput
        {...hintBelow}
        name={key}
        label={t(word)}
        description={t(`${word}Hint`, { least, most })}
        defaultValue={settings[key]}
        min={least}
        max={most}
        allowDecimal={false}
        required
        withAsterisk={false}
      />
    );
  };
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("intro")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          execute({
            session_idle_hours: Number(formText(form, "session_idle_hours")),
            session_days: Number(formText(form, "session_days")),
          });
        }}
      >
        <div className={classes.fields}>
          {field("session_idle_hours", "idle")}
          {field("session_days", "days")}
        </div>
        <div className={classes.foot}>
          <ActionError result={result} />
          <Button type="submit" variant="default" loading={isPending}>
            {all("save")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
