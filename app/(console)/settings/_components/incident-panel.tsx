"use client";

import { Button, TextInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type DeskMode, deskModes, type StandingMode } from "@/lib/domain/access/mode";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { setMode } from "../incident-actions";
import classes from "./settings.module.css";
import { SignEveryoneOut } from "./sign-everyone-out";

/** The mode of the desk, and everybody out: what an administrator reaches for when something is wrong. */
export function IncidentPanel({ standing }: { standing: StandingMode }) {
  const t = useTranslations("settings.incident");
  const [mode, choose] = useState<DeskMode>(standing.mode);
  const { execute, result, isPending } = useAction(useConfirmed(setMode), {
    onSuccess: ({ data }) => toast({ message: t("done", { mode: data }), tone: "green" }),
  });
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("intro")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          execute({ mode, reason: mode === "normal" ? "" : formText(new FormData(event.currentTarget), "reason") });
        }}
      >
        <fieldset className={classes.modes}>
          <legend>{t("legend")}</legend>
          {deskModes.map((name) => (
            <ChoiceCard
              key={name}
              name="mode"
              value={name}
              title={t(name)}
              isChecked={mode === name}
              onChoose={() => choose(name)}
            >
              {t(`${name}Means`)}
            </ChoiceCard>
          ))}
        </fieldset>
        {mode === "normal" ? null : (
          <TextInput
            {...hintBelow}
            name="reason"
            label={t("reason")}
            description={t("reasonHint")}
            defaultValue={standing.reason}
            minLength={3}
            maxLength={200}
            required
            withAsterisk={false}
            autoComplete="off"
          />
        )}
        <div className={classes.foot}>
          <ActionError result={result} />
          <SignEveryoneOut />
          <Button type="submit" variant="default" loading={isPending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
