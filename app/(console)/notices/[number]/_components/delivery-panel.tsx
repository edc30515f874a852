"use client";

import { Button, Group } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { NoticeView } from "@/lib/queries/get-notice";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { useRun } from "@/lib/ui/use-run";
import { settle } from "../../ledger-actions";
import classes from "./notice-screen.module.css";

interface DeliveryPanelProps {
  number: number;
  delivery: NonNullable<NoticeView["delivery"]>;
  maySettle: boolean;
}

/** How a mail of the desk stands, and the question where only a person can know. */
export function DeliveryPanel({ number, delivery, maySettle }: DeliveryPanelProps) {
  const t = useTranslations("ledger.mail");
  const { run, isBusy, problem } = useRun();
  const { state, mailbox, failure, response, attempts, nextAt, sentAt } = delivery;
  const isAsked = state === "perhaps_sent" || state === "failed";
  return (
    <Panel variant="section" title={t("title")}>
      <p className={isAsked ? classes.warning : classes.quiet} role={isAsked ? "status" : undefined}>
        <strong>{t(`state.${state}`)}</strong>
        {sentAt === null ? null : (
          <>
            {" "}
            <RelativeTime instant={sentAt} variant="dateTime" />
          </>
        )}
      </p>
      <p className={classes.quiet}>
        {t("to")} <span className={classes.mono}>{mailbox}</span>
        {attempts > 1 ? ` · ${t("attempts", { count: attempts })}` : null}
      </p>
      {failure === null ? null : (
        <p className={classes.quiet}>{t(`failure.${failure}`, { response: response ?? 0 })}</p>
      )}
      {state === "waiting" && attempts > 0 ? (
        <p className={classes.quiet}>
          {t("next")} <RelativeTime instant={nextAt} variant="time" />
        </p>
      ) : null}
      {state === "perhaps_sent" ? <p className={classes.quiet}>{t("perhaps")}</p> : null}
      {problem}
      {isAsked && maySettle ? (
        <Group gap="xs">
          <Button
            variant="default"
            disabled={isBusy}
            onClick={() => void run(() => settle({ number, answer: "left" }))}
          >
            {t("left")}
          </Button>
          <Button
            variant="default"
            disabled={isBusy}
            onClick={() => void run(() => settle({ number, answer: "again" }))}
          >
            {t("again")}
          </Button>
        </Group>
      ) : null}
    </Panel>
  );
}
