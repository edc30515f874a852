"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { goFurther, renew } from "../actions";
import type { VettingRecord } from "@/lib/usecases/open-vetting-record";
import { AdmitDialog } from "./admit-dialog";
import { RefuseDialog } from "./refuse-dialog";
import { TracksDialog } from "./tracks-dialog";
import classes from "./record.module.css";

/** What an administrator may do about somebody's vetting now. */
export function RecordActions({ record }: { record: VettingRecord }) {
  const t = useTranslations("vetting.record");
  const [dialog, setDialog] = useState<"admit" | "refuse" | "tracks" | null>(null);
  const { run, isBusy, problem } = useRun();
  const { id, pseudonym, application, isMember, mayRenew, roles, passed, reviewTracks } = record;
  const close = () => setDialog(null);
  const isWaiting = application?.state === "waiting";
  const said = (message: string) => () => toast({ message, tone: "green" });
  return (
    <>
      {problem}
      {isWaiting ? (
        <>
          {application.trainingOpened || application.origin === "invitation" ? null : (
            <Button
              variant="default"
              classNames={{ root: classes.long ?? "", label: classes.longLabel ?? "" }}
              loading={isBusy}
              onClick={() => void run(() => goFurther({ id }), said(t("openedTraining")))}
            >
              {t("openTraining")}
            </Button>
          )}
          <Button variant="default" onClick={() => setDialog("refuse")}>
            {t("refuse.open")}
          </Button>
          <Button onClick={() => setDialog("admit")}>{t("admit.open")}</Button>
        </>
      ) : null}
      {isMember && roles.includes("reviewer") ? (
        <Button variant="default" onClick={() => setDialog("tracks")}>
          {t("setTracks")}
        </Button>
      ) : null}
      {mayRenew ? (
        <Button loading={isBusy} onClick={() => void run(() => renew({ id }), said(t("renewed")))}>
          {t("renew")}
        </Button>
      ) : null}
      {dialog === "admit" ? <AdmitDialog record={record} onClose={close} /> : null}
      {dialog === "refuse" ? <RefuseDialog id={id} pseudonym={pseudonym} onClose={close} /> : null}
      {dialog === "tracks" ? <TracksDialog id={id} held={reviewTracks} passed={passed} onClose={close} /> : null}
    </>
  );
}
