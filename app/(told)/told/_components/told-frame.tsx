"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ReactNode, createContext, useMemo, useState } from "react";
import { Panel } from "@/lib/ui/panel";
import { SpokenCodeField } from "@/lib/ui/spoken-code-field";
import { useRun } from "@/lib/ui/use-run";
import { enter } from "../actions";
import classes from "./told.module.css";
import { useClosing } from "./use-closing";

/** How a part of the page says that it is closed for good. */
export const Stopped = createContext<((withdrew: boolean) => void) | null>(null);

/** The door, the page behind it, or the word that it is closed for good. */
export function ToldFrame({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const t = useTranslations("told");
  const [stopped, setStopped] = useState<{ withdrew: boolean } | null>(null);
  const onStopped = useMemo(() => (withdrew: boolean) => setStopped({ withdrew }), []);
  useClosing(isOpen);
  if (stopped !== null) {
    return (
      <>
        <h1 className={classes.title}>{t("stopped.title")}</h1>
        <p role="status" className={classes.text}>
          {t(stopped.withdrew ? "stopped.withdrew" : "stopped.goesOn")}
        </p>
        <p className={classes.text}>{t("stopped.after")}</p>
      </>
    );
  }
  return isOpen ? <Stopped value={onStopped}>{children}</Stopped> : <Door />;
}

function Door() {
  const t = useTranslations("told.door");
  const { run, isBusy, problem } = useRun();
  const [code, setCode] = useState("");
  return (
    <>
      <h1 className={classes.title}>{t("title")}</h1>
      <Panel>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void run(() => enter({ code })).then((isIn) => isIn && setCode(""));
          }}
        >
          <SpokenCodeField label={t("label")} hint={t("hint")} value={code} onType={setCode} />
          {problem}
          <Button type="submit" loading={isBusy}>
            {t("open")}
          </Button>
        </form>
      </Panel>
    </>
  );
}
