"use client";

import { Button } from "@mantine/core";
import { useLocale, useTranslations } from "next-intl";
import { firstContactText } from "@/lib/domain/notices/text-for-person";
import { CopyButton } from "@/lib/ui/copy-button";
import { useRun } from "@/lib/ui/use-run";
import { firstContact } from "../../ledger-actions";
import classes from "./recipient-wizard.module.css";

/** The one neutral message to the authentic creator: copied, sent by hand, recorded, and never a second time. */
export function FirstContact({ caseNumber, isMade }: { caseNumber: number; isMade: boolean }) {
  const t = useTranslations("recipients.contact");
  const language = useLocale();
  const { run, isBusy, problem } = useRun();
  if (isMade) return <p className={classes.quiet}>{t("made")}</p>;
  return (
    <details className={classes.text}>
      <summary>{t("title")}</summary>
      <p>{t("how")}</p>
      <pre tabIndex={0}>{firstContactText[language]}</pre>
      <CopyButton value={firstContactText[language]} what={t("title")} variant="button" /> {problem}
      <Button variant="default" loading={isBusy} onClick={() => void run(() => firstContact({ caseNumber, language }))}>
        {t("record")}
      </Button>
    </details>
  );
}
