"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { openObservable, takeOffObservable } from "../observable-actions";
import classes from "./observables-panel.module.css";
import { useCommand } from "./use-command";

interface ObservableToolsProps {
  caseId: string;
  id: string;
  name: string;
  /** Shown masked, and opened by a press that is logged. */
  isSealed: boolean;
}

export function ObservableTools({ caseId, id, name, isSealed }: ObservableToolsProps) {
  const t = useTranslations("observables");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const [opened, setOpened] = useState<string | null>(null);
  const subject = { id: caseId, observableId: id };
  async function open() {
    const answer = await run(() => openObservable(subject));
    if (answer !== null) setOpened(answer.value);
  }
  async function takeOff() {
    if ((await run(() => takeOffObservable(subject))) !== null) router.refresh();
  }
  return (
    <>
      <span className={classes.tools}>
        {isSealed ? (
          <button
            type="button"
            className={classes.tool}
            disabled={isBusy}
            aria-label={t(opened === null ? "openThe" : "hideThe", { name })}
            onClick={() => (opened === null ? void open() : setOpened(null))}
          >
            {t(opened === null ? "open" : "hide")}
          </button>
        ) : null}
        <button
          type="button"
          className={classes.tool}
          disabled={isBusy}
          aria-label={t("removeThe", { name })}
          onClick={() => void takeOff()}
        >
          {t("remove")}
        </button>
      </span>
      {opened === null ? null : (
        <span role="status" className={classes.opened}>
          {opened}
        </span>
      )}
      {problem}
    </>
  );
}
