"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { use, useState } from "react";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { Panel } from "@/lib/ui/panel";
import { stop } from "../actions";
import { CodeAgain } from "./code-again";
import classes from "./told.module.css";
import { VisitContext } from "./told-frame";
import { useVisitRun } from "./use-visit-run";

const choices = ["goes_on", "withdraw"] as const;

/** "Stop contacting me", in two steps: what happens is said before it does, and whether the work goes on is hers to say. */
export function StopContact() {
  const t = useTranslations("told.stop");
  const visit = use(VisitContext);
  const { run, isBusy, problem } = useVisitRun();
  const [isAsking, setAsking] = useState(false);
  const [choice, setChoice] = useState<(typeof choices)[number] | null>(null);
  const [code, setCode] = useState("");
  if (!isAsking) {
    return (
      <Panel title={t("title")}>
        <p className={classes.text}>{t("text")}</p>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("ask")}
        </Button>
      </Panel>
    );
  }
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("happens")}</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          const withdraws = choice === "withdraw";
          void run(
            () => stop({ code, withdraws }),
            () => visit?.onStopped(withdraws),
          );
        }}
      >
        <fieldset className={classes.choices}>
          <legend>{t("legend")}</legend>
          {choices.map((value) => (
            <ChoiceCard
              key={value}
              variant="line"
              name="cases"
              value={value}
              title={t(`${value}.title`)}
              isChecked={choice === value}
              onChoose={() => setChoice(value)}
            >
              {t(`${value}.text`)}
            </ChoiceCard>
          ))}
        </fieldset>
        <CodeAgain code={code} onType={setCode} />
        {problem}
        <div className={classes.actions}>
          <Button variant="subtle" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={isBusy} disabled={choice === null}>
            {t("confirm")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
