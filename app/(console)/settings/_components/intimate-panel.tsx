"use client";

import { Button, Checkbox } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { setIntimateBanks } from "../bank-actions";
import classes from "./settings.module.css";

/** Off until somebody says that legal advice was taken, and shows a factor; off again by a touch. */
export function IntimatePanel({ isOn }: { isOn: boolean }) {
  const t = useTranslations("bank.setting");
  const { run, isBusy, problem } = useRun();
  const [isAdviceTaken, setAdvice] = useState(false);
  const set = useConfirmed(setIntimateBanks);
  const turn = (isAllowed: boolean) =>
    void run(() => set({ isAllowed, isAdviceTaken: isAllowed && isAdviceTaken })).then((isDone) => {
      if (isDone) toast({ message: t(isAllowed ? "on" : "off"), tone: "green" });
      setAdvice(false);
    });
  return (
    <Panel title={t("title")} aside={t(isOn ? "isOn" : "isOff")}>
      <p className={classes.text}>{t("means")}</p>
      {isOn ? null : (
        <Checkbox
          mb="sm"
          label={t("advice")}
          checked={isAdviceTaken}
          onChange={(event) => setAdvice(event.currentTarget.checked)}
        />
      )}
      <Button variant="default" loading={isBusy} disabled={!isOn && !isAdviceTaken} onClick={() => turn(!isOn)}>
        {t(isOn ? "turnOff" : "turnOn")}
      </Button>
      {problem}
    </Panel>
  );
}
