"use client";

import { Button, Group, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import type { NoticeView } from "@/lib/queries/get-notice";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { useRun } from "@/lib/ui/use-run";
import { settle } from "../../ledger-actions";
import classes from "./notice-screen.module.css";

type Report = NoticeView["reports"][number];

/** How each report of the notice stands, and the question where only a person can know. */
export function ReportPanel({
  number,
  reports,
  maySettle,
}: Pick<ReportProps, "number" | "maySettle"> & { reports: readonly Report[] }) {
  const t = useTranslations("report-accounts.reports");
  return (
    <Panel variant="section" title={t("title")} aside={reports.length > 1 ? reports.length : undefined}>
      <ul className={classes.reports}>
        {reports.map((report) => (
          <OneReport key={report.id} number={number} report={report} maySettle={maySettle} />
        ))}
      </ul>
    </Panel>
  );
}

interface ReportProps {
  number: number;
  report: Report;
  maySettle: boolean;
}

function OneReport({ number, report, maySettle }: ReportProps) {
  const t = useTranslations("report-accounts.reports");
  const states = useTranslations("ledger.mail");
  const { id, state, caseNumber, host, reference, attempts, nextAt, sentAt } = report;
  const isAsked = state === "perhaps_sent" || state === "failed";
  return (
    <li>
      <p className={isAsked ? classes.warning : classes.quiet} role={isAsked ? "status" : undefined}>
        <Link href={routes.case(caseNumber)} prefetch={false}>
          {t("case", { number: String(caseNumber) })}
        </Link>{" "}
        {host === "" ? null : <span className={classes.mono}>{host}</span>} <strong>{states(`state.${state}`)}</strong>
        {sentAt === null ? null : (
          <>
            {" "}
            <RelativeTime instant={sentAt} variant="dateTime" />
          </>
        )}
      </p>
      {reference === "" ? null : (
        <p className={classes.quiet}>
          {t("reference")} <span className={classes.mono}>{reference}</span>
        </p>
      )}
      <Failure report={report} />
      {state === "waiting" && attempts > 0 ? (
        <p className={classes.quiet}>
          {states("next")} <RelativeTime instant={nextAt} variant="time" />
        </p>
      ) : null}
      {state === "perhaps_sent" ? <p className={classes.quiet}>{t("perhaps")}</p> : null}
      {isAsked && maySettle ? <Settling key={id} number={number} report={report} /> : null}
    </li>
  );
}

function Failure({ report: { failure } }: { report: Report }) {
  const t = useTranslations("report-accounts.reports.failure");
  const reasons = useTranslations("errors.reason");
  if (failure === null) return null;
  const isOurs = failure === "case_gone" || failure === "no_document" || failure === "no_account";
  return <p className={classes.quiet}>{isOurs ? t(failure) : reasons(failure)}</p>;
}

function Settling({ number, report: { id, caseNumber } }: { number: number; report: Report }) {
  const t = useTranslations("report-accounts.reports");
  const { run, isBusy, problem } = useRun();
  const [reference, setReference] = useState("");
  const about = { number: String(caseNumber) };
  return (
    <div className={classes.done}>
      <TextInput
        label={t("arrived")}
        value={reference}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      {problem}
      <Group gap="xs">
        <Button
          variant="default"
          disabled={isBusy}
          aria-label={t("leftFor", about)}
          onClick={() => void run(() => settle({ number, report: id, answer: "left", reference }))}
        >
          {t("left")}
        </Button>
        <Button
          variant="default"
          disabled={isBusy}
          aria-label={t("againFor", about)}
          onClick={() => void run(() => settle({ number, report: id, answer: "again" }))}
        >
          {t("again")}
        </Button>
      </Group>
    </div>
  );
}
