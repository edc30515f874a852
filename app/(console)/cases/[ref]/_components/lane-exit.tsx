"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { commandReasons } from "@/lib/domain/case/reasons";
import type { LaneView } from "@/lib/queries/get-lane";
import { routes } from "@/lib/routes";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { decideExit, proposeExit } from "../lane-actions";
import classes from "./decide-column.module.css";
import { ReasonDialog } from "./reason-dialog";

/** Leaving takes two of the lane's people; where there is one alone, it says so. */
export function LaneExit({ view }: { view: Pick<LaneView, "caseId" | "number" | "exit" | "hasSecondPerson"> }) {
  const t = useTranslations("lane.exit");
  const reasons = useTranslations("case.reasons.leave_lane");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const [isAsking, setAsking] = useState(false);
  const [proposeConfirmed, decideConfirmed] = [useConfirmed(proposeExit), useConfirmed(decideExit)];
  const { caseId: id, number, exit } = view;

  async function propose(reason: string) {
    const known = commandReasons.leave_lane.find((marker) => marker === reason);
    if (known && (await run(() => proposeConfirmed({ id, reason: known })))) setAsking(false);
  }
  const decide = (decision: "confirmed" | "declined" | "withdrawn") =>
    run(
      () => decideConfirmed({ id, decision }),
      () => {
        if (decision !== "confirmed") return router.refresh();
        toast({ message: t("left", { number }), tone: "green" });
        router.push(routes.safety());
      },
    );

  return (
    <section className={classes.box}>
      <h3>{t("title")}</h3>
      <p>{t("body")}</p>
      {exit === null ? null : (
        <p>
          {exit.isOwn ? t("own") : t("by", { who: exit.by })} <strong>{reasons(exit.reason)}</strong>. {t("lapses")}{" "}
          <RelativeTime instant={exit.expiresAt} variant="date" />
        </p>
      )}
      {exit === null && !view.hasSecondPerson ? <p role="note">{t("alone")}</p> : null}
      <div className={classes.actions}>
        {exit === null && view.hasSecondPerson ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t("propose")}
          </Button>
        ) : null}
        {exit?.mayConfirm ? (
          <>
            <Button loading={isBusy} onClick={() => void decide("confirmed")}>
              {t("confirm")}
            </Button>
            <Button variant="default" disabled={isBusy} onClick={() => void decide("declined")}>
              {t("decline")}
            </Button>
          </>
        ) : null}
        {exit?.isOwn ? (
          <Button variant="default" loading={isBusy} onClick={() => void decide("withdrawn")}>
            {t("withdraw")}
          </Button>
        ) : null}
      </div>
      {isAsking ? null : problem}
      {isAsking ? (
        <ReasonDialog
          title={t("propose")}
          legend={t("why")}
          options={commandReasons.leave_lane.map((value) => ({ value, label: reasons(value) }))}
          confirmLabel={t("propose")}
          isBusy={isBusy}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => void propose(reason)}
        >
          <p>{t("consequence")}</p>
          {problem}
        </ReasonDialog>
      ) : null}
    </section>
  );
}
