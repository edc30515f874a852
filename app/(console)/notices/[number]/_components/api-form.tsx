"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { KeptFlag } from "@/lib/domain/notices/third-party-choices";
import type { NoticeView } from "@/lib/queries/get-notice";
import { useRun } from "@/lib/ui/use-run";
import { sendReports } from "../../ledger-actions";
import classes from "./notice-screen.module.css";

interface ApiFormProps {
  notice: { number: number; version: number; fingerprint: string };
  api: NonNullable<NoticeView["api"]>;
  /** As the tab of the preview calls the form. */
  form: string;
  kept: KeptFlag[];
  isReady: boolean;
}

/** The desk reports the accounts by the service's own interface, by a person's click; or says that it has no account there. */
export function ApiForm({ notice, api, form, kept, isReady }: ApiFormProps) {
  const t = useTranslations("report-accounts.send");
  const { run, isBusy, problem } = useRun();
  const { number, version, fingerprint } = notice;
  const { service, count, from, lacking } = api;
  if (lacking.length > 0) return <p className={classes.quiet}>{t(`none.${service}`, { hosts: lacking.join(", ") })}</p>;
  return (
    <div className={classes.done}>
      {problem}
      <Button
        disabled={!isReady}
        loading={isBusy}
        onClick={() => void run(() => sendReports({ number, version, seen: fingerprint, kept }))}
      >
        {t("button", { count })}
      </Button>
      <p className={classes.quiet}>{t("from", { form, hosts: from.map(({ host }) => host).join(", ") })}</p>
    </div>
  );
}
