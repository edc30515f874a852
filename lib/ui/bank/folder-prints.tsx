"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import classes from "./bank.module.css";
import { droppedFiles } from "./dropped-files";
import { type Leave, type Progress, useFolder } from "./use-folder";

interface FolderPrintsProps {
  leave: Leave;
  /** How many lie in the bank before. */
  total: number;
  /** Why the last batch was not taken. */
  problem: ReactNode;
}

const shownProblems = 50;

/** Her folder, looked at where she is. No picture is shown, and none is sent. */
export function FolderPrints({ leave, total, problem }: FolderPrintsProps) {
  const t = useTranslations("bank.folder");
  const [kept, setKept] = useState(total);
  const { progress, add, pause, go } = useFolder(leave, setKept);
  const [isOver, setOver] = useState(false);
  const { phase } = progress;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer.items).then(add);
  };
  return (
    <div
      className={classes.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className={classes.text}>{t("how")}</p>
      <div className={classes.actions}>
        <Chooser isFolder label={t("folder")} onChoose={add} />
        <Chooser label={t("files")} onChoose={add} />
        <span className={classes.quiet}>{t("drop")}</span>
      </div>
      <p className={classes.quiet}>{t("resume")}</p>
      {phase === "idle" ? null : <Counts progress={progress} />}
      <div className={classes.actions}>
        {phase === "running" ? (
          <Button variant="default" onClick={pause}>
            {t("pause")}
          </Button>
        ) : null}
        {phase === "paused" ? <Button onClick={() => void go()}>{t("go")}</Button> : null}
      </div>
      {progress.hasSendingFailed ? <p className={classes.bad}>{t("sending")}</p> : null}
      {problem}
      <p className={classes.total} role="status">
        {progress.isRefused ? null : t("total", { count: kept })}
      </p>
    </div>
  );
}

interface ChooserProps {
  label: string;
  isFolder?: boolean;
  onChoose: (files: File[]) => void;
}

function Chooser({ label, isFolder = false, onChoose }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        // The button beside it has the name and the keys; a second one of the same name would only be read out twice.
        hidden
        {...(isFolder ? { webkitdirectory: "" } : { accept: "image/*" })}
        onChange={(event) => {
          onChoose([...(event.currentTarget.files ?? [])]);
          // The same folder may be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <Button variant={isFolder ? "filled" : "default"} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}

function Counts({ progress }: { progress: Progress }) {
  const t = useTranslations("bank.folder");
  const refused = useTranslations("fingerprints.refused");
  const { phase, looked, total, taken, known, weak, aside, problems } = progress;
  return (
    <>
      <progress className={classes.bar} max={total} value={looked} aria-label={t("busy", { done: looked, total })} />
      <p className={classes.text}>{phase === "done" ? t("ended", { total }) : t("busy", { done: looked, total })}</p>
      <ul className={classes.counts}>
        <li>{t("taken", { count: taken })}</li>
        {known > 0 ? <li>{t("known", { count: known })}</li> : null}
        {weak > 0 ? <li>{t("weak", { count: weak })}</li> : null}
        {aside > 0 ? <li>{t("aside", { count: aside })}</li> : null}
      </ul>
      {problems.length === 0 ? null : (
        <details className={classes.problems}>
          <summary>
            {t("problems")} ({problems.length})
          </summary>
          <ul>
            {problems.slice(0, shownProblems).map(({ name, reason }, at) => (
              <li key={at}>
                <span>{name}</span>: {refused(reason)}
              </li>
            ))}
          </ul>
          {problems.length > shownProblems ? <p>{t("more", { count: problems.length - shownProblems })}</p> : null}
        </details>
      )}
    </>
  );
}
