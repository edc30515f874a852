"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { purgeReasons } from "@/lib/domain/case/reasons";
import type { LaneView } from "@/lib/queries/get-lane";
import { RelativeTime } from "@/lib/ui/relative-time";
import { useRun } from "@/lib/ui/use-run";
import { purge } from "../lane-actions";
import classes from "./decide-column.module.css";
import { ReasonDialog } from "./reason-dialog";

/** What was locked: gone, or gone by itself at a stated time, or now. It is never shown here. */
export function LanePurge({ view }: { view: Pick<LaneView, "caseId" | "purgedAt" | "purgeDueAt" | "earlier"> }) {
  const t = useTranslations("lane.purge");
  const { run, isBusy, problem } = useRun();
  const [isAsking, setAsking] = useState(false);

  async function confirm(reason: string) {
    const known = purgeReasons.find((marker) => marker === reason);
    if (known && (await run(() => purge({ id: view.caseId, reason: known })))) setAsking(false);
  }

  return (
    <section className={classes.box}>
      <h3>{t("title")}</h3>
      {view.purgedAt === null ? (
        <>
          <p>
            {t("body")} <RelativeTime instant={view.purgeDueAt} variant="dateTime" />
          </p>
          <p className={classes.quiet}>{t("before")}</p>
          <div className={classes.actions}>
            <Button variant="default" onClick={() => setAsking(true)}>
              {t("do")}
            </Button>
          </div>
        </>
      ) : (
        <p>
          {t("done")} <RelativeTime instant={view.purgedAt} variant="dateTime" />
        </p>
      )}
      {view.earlier.map(({ until, purgedAt }) => (
        <p key={until} className={classes.quiet}>
          {t("earlier")} <RelativeTime instant={until} variant="dateTime" />.{" "}
          {purgedAt === null ? t("notPurged") : t("earlierPurged")}{" "}
          {purgedAt === null ? null : <RelativeTime instant={purgedAt} variant="dateTime" />}
        </p>
      ))}
      {isAsking ? (
        <ReasonDialog
          title={t("do")}
          legend={t("why")}
          options={purgeReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
          confirmLabel={t("confirm")}
          isDanger
          isBusy={isBusy}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => void confirm(reason)}
        >
          <p>{t("consequence")}</p>
          {problem}
        </ReasonDialog>
      ) : null}
    </section>
  );
}
