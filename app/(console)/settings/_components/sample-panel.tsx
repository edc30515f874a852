"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/lib/ui/action-error";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { loadSampleCases } from "../sample-actions";
import { EraseSamplesDialog } from "./erase-samples-dialog";
import classes from "./settings.module.css";

/** Invented cases for a new desk to see the work end to end; they go in one stroke before the real work begins. */
export function SamplePanel({ isLoaded }: { isLoaded: boolean }) {
  const t = useTranslations("settings.samples");
  const [isAsking, setAsking] = useState(false);
  const { execute, result, isPending } = useAction(loadSampleCases, {
    onSuccess: () => toast({ message: t("loaded"), tone: "green" }),
  });
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t(isLoaded ? "present" : "offer")}</p>
      <div className={classes.foot}>
        <ActionError result={result} />
        {isLoaded ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t("erase")}
          </Button>
        ) : (
          <Button variant="default" loading={isPending} onClick={() => execute()}>
            {t("load")}
          </Button>
        )}
      </div>
      {isAsking ? <EraseSamplesDialog onClose={() => setAsking(false)} /> : null}
    </Panel>
  );
}
