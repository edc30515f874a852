"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type ReactNode, createContext, useMemo, useState } from "react";
import { Panel } from "@/lib/ui/panel";
import { SpokenCodeField } from "@/lib/ui/spoken-code-field";
import { useRun } from "@/lib/ui/use-run";
import { enter } from "../actions";
import classes from "./told.module.css";
import { useClosing } from "./use-closing";

interface Visit {
  /** The page is closed for good. */
  onStopped: (withdrew: boolean) => void;
  /** The visit ended elsewhere: nothing of it stays on the screen. */
  onOver: () => void;
}
/** What a part of the page says of all of it. */
export const VisitContext = createContext<Visit | null>(null);

/** The door, the page behind it, or the word that it is closed for good. */
export function ToldFrame({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const t = useTranslations("told");
  const [stopped, setStopped] = useState<{ withdrew: boolean } | null>(null);
  const [isOver, setOver] = useState(false);
  const router = useRouter();
  const visit = useMemo<Visit>(
    () => ({
      onStopped: (withdrew) => setStopped({ withdrew }),
      onOver: () => {
        setOver(true);
        router.refresh();
      },
    }),
    [router],
  );
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
  if (!isOpen || isOver) return <Door isAgain={isOver} onOpen={() => setOver(false)} />;
  return <VisitContext value={visit}>{children}</VisitContext>;
}

interface DoorProps {
  isAgain: boolean;
  onOpen: () => void;
}

function Door({ isAgain, onOpen }: DoorProps) {
  const t = useTranslations("told.door");
  const { run, isBusy, problem } = useRun();
  const router = useRouter();
  const [code, setCode] = useState("");
  return (
    <>
      <h1 className={classes.title}>{t("title")}</h1>
      {isAgain && (
        <p role="status" className={classes.text}>
          {t("again")}
        </p>
      )}
      <Panel>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void run(
              () => enter({ code }),
              () => {
                setCode("");
                onOpen();
                router.refresh();
              },
            );
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
