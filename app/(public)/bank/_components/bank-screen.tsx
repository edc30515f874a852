"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type { OpenedBank } from "@/lib/usecases/enter-bank";
import type { BankEntry, Consent } from "@/lib/domain/bank";
import { ConsentForm } from "@/lib/ui/bank/consent-form";
import { FolderPrints } from "@/lib/ui/bank/folder-prints";
import { leaveBy } from "@/lib/ui/bank/leave-by";
import { Panel } from "@/lib/ui/panel";
import { SecretOnce } from "@/lib/ui/secret-once";
import { SpokenCodeField } from "@/lib/ui/spoken-code-field";
import { useRun } from "@/lib/ui/use-run";
import { consent, fill, open } from "../actions";
import classes from "./bank-page.module.css";
import { WithdrawPanel } from "./withdraw-panel";

/** The code, the declaration, the folder, one after the other; and the way back, which is always there. */
export function BankScreen() {
  const [code, setCode] = useState("");
  const [bank, setBank] = useState<OpenedBank | null>(null);
  const begin = () => {
    setBank(null);
    setCode("");
  };
  return (
    <div className={classes.panels}>
      {bank === null ? (
        <CodePanel code={code} onType={setCode} onOpen={setBank} />
      ) : bank.hasConsented ? (
        <Pictures code={code} total={bank.entryCount} />
      ) : (
        <Declaration code={code} bank={bank} onDone={() => setBank({ ...bank, hasConsented: true })} />
      )}
      <WithdrawPanel onErased={begin} />
    </div>
  );
}

interface CodePanelProps {
  code: string;
  onType: (code: string) => void;
  onOpen: (bank: OpenedBank) => void;
}

function CodePanel({ code, onType, onOpen }: CodePanelProps) {
  const t = useTranslations("bank.code");
  const { run, isBusy, problem } = useRun();
  return (
    <Panel title={t("title")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run(
            () => open({ code }),
            (bank) => bank && onOpen(bank),
          );
        }}
      >
        <SpokenCodeField label={t("label")} hint={t("hint")} value={code} onType={onType} />
        {problem}
        <Button type="submit" loading={isBusy}>
          {t("open")}
        </Button>
      </form>
    </Panel>
  );
}

function Declaration({ code, bank, onDone }: { code: string; bank: OpenedBank; onDone: () => void }) {
  const t = useTranslations("bank");
  const { run, isBusy, problem } = useRun();
  const [withdrawalCode, setWithdrawalCode] = useState<string | null>(null);
  const agree = (given: Consent) =>
    void run(
      () => consent({ code, consent: given }),
      (answer) => answer && setWithdrawalCode(answer.withdrawalCode),
    );
  if (withdrawalCode !== null) {
    return (
      <Panel title={t("withdrawalCode.title")}>
        <SecretOnce
          value={withdrawalCode}
          what={t("withdrawalCode.what")}
          hint={t("withdrawalCode.hint")}
          doneLabel={t("withdrawalCode.done")}
          onDone={onDone}
        />
      </Panel>
    );
  }
  return (
    <Panel title={t("declare.title")}>
      <ConsentForm
        declaration={bank.declaration}
        isIntimateAllowed={bank.isIntimateAllowed}
        wish={bank.contactWish}
        isBusy={isBusy}
        problem={problem}
        onAgree={agree}
      />
    </Panel>
  );
}

function Pictures({ code, total }: { code: string; total: number }) {
  const t = useTranslations("bank.folder");
  const { run, problem } = useRun();
  const leave = useCallback((entries: BankEntry[]) => leaveBy(run, () => fill({ code, entries })), [code, run]);
  return (
    <Panel title={t("title")}>
      <FolderPrints leave={leave} total={total} problem={problem} />
    </Panel>
  );
}
