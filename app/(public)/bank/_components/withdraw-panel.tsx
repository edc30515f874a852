"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Panel } from "@/lib/ui/panel";
import { SpokenCodeField } from "@/lib/ui/spoken-code-field";
import { useRun } from "@/lib/ui/use-run";
import { withdraw } from "../actions";
import classes from "./bank-page.module.css";

/** Takes everything back at once, with the code that was shown once. Closed at first: two fields for codes, side by side, are mixed up. */
export function WithdrawPanel({ onErased }: { onErased: () => void }) {
  const t = useTranslations("bank.withdraw");
  const { run, isBusy, problem } = useRun();
  const [code, setCode] = useState("");
  const [erased, setErased] = useState<number | null>(null);
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("text")}</p>
      <details className={classes.later}>
        <summary>{t("open")}</summary>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void run(
              () => withdraw({ code }),
              (answer) => {
                setErased(answer?.erased ?? 0);
                setCode("");
                // What is shown above does not lie there any more.
                onErased();
              },
            );
          }}
        >
          <SpokenCodeField label={t("label")} value={code} onType={setCode} />
          {problem}
          <Button type="submit" variant="default" loading={isBusy}>
            {t("button")}
          </Button>
          <p role="status" className={classes.done}>
            {erased === null ? "" : t("done", { count: erased })}
          </p>
        </form>
      </details>
    </Panel>
  );
}
