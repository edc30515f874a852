"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRun } from "@/lib/ui/use-run";
import { attach, sight, withdraw } from "../actions";
import classes from "./mandates.module.css";

interface MandateActionsProps {
  number: number;
  reference: string;
  maySight: boolean;
  mayWithdraw: boolean;
  mayAttach: boolean;
}

export function MandateActions({ number, reference, maySight, mayWithdraw, mayAttach }: MandateActionsProps) {
  const t = useTranslations("mandates");
  const { run, isBusy, problem } = useRun();
  const [isAsking, setAsking] = useState(false);
  const [caseNumber, setCaseNumber] = useState("");
  return (
    <div className={classes.actions}>
      {maySight ? (
        <Button loading={isBusy} onClick={() => void run(() => sight({ number }))}>
          {t("seen")}
        </Button>
      ) : null}
      {mayAttach ? (
        <form
          className={classes.attach}
          onSubmit={(event) => {
            event.preventDefault();
            void run(() => attach({ caseNumber: Number(caseNumber), mandateNumber: number })).then(
              (isDone) => isDone && setCaseNumber(""),
            );
          }}
        >
          <TextInput
            aria-label={t("attachCase")}
            placeholder={t("attachCase")}
            inputMode="numeric"
            pattern="[0-9]+"
            required
            value={caseNumber}
            onChange={(event) => setCaseNumber(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={isBusy}>
            {t("attach")}
          </Button>
        </form>
      ) : null}
      {mayWithdraw ? (
        <Button variant="subtle" onClick={() => setAsking(true)}>
          {t("withdraw")}
        </Button>
      ) : null}
      {problem}
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t("withdrawTitle", { reference })}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <p>{t("withdrawText")}</p>
        <div className={classes.actions}>
          <Button variant="subtle" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
          <Button
            loading={isBusy}
            onClick={() => {
              setAsking(false);
              void run(() => withdraw({ number }));
            }}
          >
            {t("withdraw")}
          </Button>
        </div>
      </Modal>
    </div>
  );
}
