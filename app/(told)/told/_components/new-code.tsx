"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Panel } from "@/lib/ui/panel";
import { SecretOnce } from "@/lib/ui/secret-once";
import { renew } from "../actions";
import { CodeAgain } from "./code-again";
import classes from "./told.module.css";
import { useVisitRun } from "./use-visit-run";

/** For whoever fears that somebody has seen her code: another one, and every other browser is out. */
export function NewCode() {
  const t = useTranslations("told.newCode");
  const { run, isBusy, problem } = useVisitRun();
  const [isAsking, setAsking] = useState(false);
  const [code, setCode] = useState("");
  const [made, setMade] = useState<string | null>(null);
  return (
    <Panel title={t("title")}>
      {made === null ? (
        <>
          <p className={classes.text}>{t("text")}</p>
          {isAsking ? (
            <form
              className={classes.form}
              onSubmit={(event) => {
                event.preventDefault();
                void run(
                  () => renew({ code }),
                  (answer) => {
                    setCode("");
                    setMade(answer?.code ?? null);
                  },
                );
              }}
            >
              <CodeAgain code={code} onType={setCode} />
              {problem}
              <Button type="submit" variant="default" loading={isBusy}>
                {t("make")}
              </Button>
            </form>
          ) : (
            <Button variant="default" onClick={() => setAsking(true)}>
              {t("ask")}
            </Button>
          )}
        </>
      ) : (
        <SecretOnce
          value={made}
          what={t("what")}
          hint={t("hint")}
          doneLabel={t("done")}
          onDone={() => {
            setMade(null);
            setAsking(false);
          }}
        />
      )}
    </Panel>
  );
}
