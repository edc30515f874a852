"use client";

import { Button, NumberInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { holdReasons } from "@/lib/domain/case/reasons";
import { holdDaysAtMost } from "@/lib/domain/lane/stay";
import type { LaneView } from "@/lib/queries/get-lane";
import { RelativeTime } from "@/lib/ui/relative-time";
import { useRun } from "@/lib/ui/use-run";
import { hold } from "../lane-actions";
import classes from "./decide-column.module.css";
import { ReasonDialog } from "./reason-dialog";

/** Whether notices about the account wait. Proposed by what the case is about; a person decides. */
export function LaneHold({ view }: { view: Pick<LaneView, "caseId" | "hold"> }) {
  const t = useTranslations("lane.hold");
  const { run, isBusy, problem } = useRun();
  const [asking, setAsking] = useState<"on" | "off" | null>(null);
  const [days, setDays] = useState(7);
  const { state, isStanding, until } = view.hold;
  const { caseId: id } = view;

  async function decide(reason: string) {
    const on = holdReasons.on.find((known) => known === reason);
    const off = holdReasons.off.find((known) => known === reason);
    const isDone = await run(() => {
      if (on) return hold({ id, decision: { wanted: "on", reason: on, days } });
      return hold({ id, decision: { wanted: "off", reason: off ?? "not_needed" } });
    });
    if (isDone) setAsking(null);
  }

  return (
    <section className={classes.box}>
      <h3>{t("title")}</h3>
      <p>{t("body")}</p>
      <p>
        <strong>{t(isStanding ? state : state === "on" ? "ended" : state)}</strong>{" "}
        {state === "on" && isStanding && until !== null ? (
          <>
            {t("until")} <RelativeTime instant={until} variant="dateTime" />
          </>
        ) : null}
      </p>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => setAsking("on")}>
          {t(isStanding && state === "on" ? "again" : "turnOn")}
        </Button>
        {isStanding ? (
          <Button variant="default" onClick={() => setAsking("off")}>
            {t("turnOff")}
          </Button>
        ) : null}
      </div>
      {asking === null ? null : (
        <ReasonDialog
          title={t(asking === "on" ? "turnOn" : "turnOff")}
          legend={t("why")}
          options={holdReasons[asking].map((value) => ({
            value,
            label: t(`reason.${value}`),
          }))}
          confirmLabel={t(asking === "on" ? "turnOn" : "turnOff")}
          isBusy={isBusy}
          onClose={() => setAsking(null)}
          onConfirm={(reason) => void decide(reason)}
        >
          {asking === "on" ? (
            <NumberInput
              label={t("days")}
              value={days}
              min={1}
              max={holdDaysAtMost}
              clampBehavior="strict"
              onChange={(value) => setDays(Number(value) || 1)}
            />
          ) : (
            <p>{t("offMeans")}</p>
          )}
          {problem}
        </ReasonDialog>
      )}
    </section>
  );
}
