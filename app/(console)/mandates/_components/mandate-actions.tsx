"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { withdrawalReasons, type WithdrawalReason } from "@/lib/domain/mandate";
import type { MandateView } from "@/lib/queries/get-mandate";
import { ChoiceCard } from "@/lib/ui/choice-card";
import { useRun } from "@/lib/ui/use-run";
import classes from "./mandates.module.css";
import { attach, renew, withdraw } from "../actions";

/** What can be done with a mandate besides seeing its code: a case attached, a renewal, an end. */
export function MandateActions({ view }: { view: Pick<MandateView, "number" | "reference" | "may"> }) {
  const t = useTranslations("mandates");
  const { number, may } = view;
  const { run, isBusy, problem } = useRun();
  const [isAsking, setAsking] = useState(false);
  const [caseNumber, setCaseNumber] = useState("");
  if (!may.attach && !may.renew && !may.withdraw) return null;
  return (
    <div>
      {may.renew ? <p className={classes.quiet}>{t("renewHint")}</p> : null}
      <div className={classes.actions}>
        {may.attach ? (
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
        {may.renew ? (
          <Button variant="default" loading={isBusy} onClick={() => void run(() => renew({ number }))}>
            {t("renew")}
          </Button>
        ) : null}
        {may.withdraw ? (
          <Button variant="subtle" onClick={() => setAsking(true)}>
            {t("withdraw")}
          </Button>
        ) : null}
      </div>
      {problem}
      {isAsking ? (
        <WithdrawDialog
          reference={view.reference}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => {
            setAsking(false);
            void run(() => withdraw({ number, reason }));
          }}
        />
      ) : null}
    </div>
  );
}

interface WithdrawDialogProps {
  reference: string;
  onClose: () => void;
  onConfirm: (reason: WithdrawalReason) => void;
}

function WithdrawDialog({ reference, onClose, onConfirm }: WithdrawDialogProps) {
  const t = useTranslations("mandates");
  const [reason, setReason] = useState<WithdrawalReason | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("withdrawTitle", { reference })}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <p>{t("withdrawText")}</p>
      <fieldset className={classes.choices}>
        <legend>{t("because.legend")}</legend>
        {withdrawalReasons.map((value) => (
          <ChoiceCard
            key={value}
            variant="line"
            name="because"
            value={value}
            title={t(`because.${value}`)}
            isChecked={reason === value}
            onChoose={() => setReason(value)}
          />
        ))}
      </fieldset>
      <div className={classes.actions}>
        <Button variant="subtle" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={reason === null} onClick={() => reason !== null && onConfirm(reason)}>
          {t("withdraw")}
        </Button>
      </div>
    </Modal>
  );
}
