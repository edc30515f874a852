"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { signOutHere } from "@/lib/actions/sign-out";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import { giveBackAll } from "../actions";
import classes from "../../_components/settings.module.css";

/** Ends the evening: what one holds goes back, drafts stay, one is signed out. It counts against nobody. */
export function StopPanel() {
  const t = useTranslations("care.stop");
  const { run, isBusy, problem } = useRun();
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("body")}</p>
      <Button
        variant="default"
        loading={isBusy}
        onClick={() =>
          void run(
            () => giveBackAll({}),
            () => void signOutHere(),
          )
        }
      >
        {t("do")}
      </Button>
      {problem}
    </Panel>
  );
}
