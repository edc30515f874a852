"use client";

import { Button, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { KeptFlag } from "@/lib/domain/notices/third-party-choices";
import { useRun } from "@/lib/ui/use-run";
import { edit } from "../../actions";
import { mail } from "../../ledger-actions";
import classes from "./notice-screen.module.css";

interface MailFormProps {
  notice: { number: number; version: number; fingerprint: string; mailbox: string | null; roleMailbox: string };
  kept: KeptFlag[];
  isReady: boolean;
  hasServer: boolean;
}

/** The desk mails the notice itself, by a person's click; where the recipient's mailbox had to be found, it is written in first. */
export function MailForm({ notice, kept, isReady, hasServer }: MailFormProps) {
  const t = useTranslations("ledger.mail");
  const { run, isBusy, problem } = useRun();
  const { number, version, fingerprint, mailbox, roleMailbox } = notice;
  const [found, setFound] = useState("");
  if (mailbox === null) {
    return (
      <form
        className={classes.done}
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => edit({ number, version, edit: { addressedTo: found.trim() } }));
        }}
      >
        <TextInput
          type="email"
          label={t("mailbox")}
          value={found}
          maxLength={254}
          required
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setFound(event.currentTarget.value)}
        />
        {problem}
        <Button type="submit" variant="default" loading={isBusy}>
          {t("keep")}
        </Button>
      </form>
    );
  }
  if (!hasServer) return <p className={classes.quiet}>{t("noServer")}</p>;
  return (
    <div className={classes.done}>
      {problem}
      <Button
        disabled={!isReady}
        loading={isBusy}
        onClick={() => void run(() => mail({ number, version, seen: fingerprint, kept }))}
      >
        {t("button", { mailbox })}
      </Button>
      <p className={classes.quiet}>{t("from", { mailbox: roleMailbox })}</p>
    </div>
  );
}
