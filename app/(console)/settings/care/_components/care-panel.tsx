"use client";

import { Switch } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import type { Care } from "@/lib/domain/care";
import { Panel } from "@/lib/ui/panel";
import { PillChoice } from "@/lib/ui/pill-choice";
import { useRun } from "@/lib/ui/use-run";
import { saveCare } from "../actions";
import classes from "../../_components/settings.module.css";

const covers = ["isBlurred", "isGrey", "isMuted"] as const;

/** How images come before one's eyes, and what one wishes to work on. Nobody else reads it. */
export function CarePanel({ care, isReviewing }: { care: Care; isReviewing: boolean }) {
  const t = useTranslations("care");
  const [shown, show] = useOptimistic(care);
  const [, startTransition] = useTransition();
  const { run, problem } = useRun();
  const change = (part: Partial<Care>) => {
    const next = { ...shown, ...part };
    startTransition(async () => {
      show(next);
      await run(() => saveCare(next));
    });
  };
  return (
    <>
      <Panel title={t("images.title")}>
        <div className={classes.display}>
          {covers.map((name) => (
            <Switch
              key={name}
              label={t(`images.${name}`)}
              checked={shown[name]}
              onChange={(event) => change({ [name]: event.currentTarget.checked })}
            />
          ))}
          <PillChoice
            name="reveal"
            label={t("images.reveal")}
            choices={(["hold", "press_twice"] as const).map((value) => ({ value, label: t(`images.${value}`) }))}
            value={shown.reveal}
            onChoose={(reveal) => change({ reveal })}
          />
        </div>
      </Panel>
      {isReviewing ? (
        <Panel title={t("bots.title")}>
          <p className={classes.text}>{t("bots.body")}</p>
          <Switch
            label={t("bots.label")}
            checked={shown.onlyBots}
            onChange={(event) => change({ onlyBots: event.currentTarget.checked })}
          />
        </Panel>
      ) : null}
      {problem}
    </>
  );
}
