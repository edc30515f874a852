"use client";

import { Button, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import type { BankEntry } from "@/lib/domain/bank";
import type { MandateView } from "@/lib/queries/get-mandate";
import { routes } from "@/lib/routes";
import { ConsentForm } from "@/lib/ui/bank/consent-form";
import { FolderPrints } from "@/lib/ui/bank/folder-prints";
import { leaveBy } from "@/lib/ui/bank/leave-by";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { SecretOnce } from "@/lib/ui/secret-once";
import { useRun } from "@/lib/ui/use-run";
import { consent, fill, makeCode } from "../bank-actions";
import { EraseButton } from "./erase-button";
import classes from "./mandates.module.css";

type Seen = Pick<MandateView, "number" | "status" | "bank" | "declaration" | "contactWish" | "may">;
type Shown = { kind: "link" | "withdrawal"; code: string } | null;

/** What she has left: how much, under which words, by which door. Never what. */
export function BankPanel({ view }: { view: Seen }) {
  const t = useTranslations("bank");
  const router = useRouter();
  const { run, isBusy, problem } = useRun();
  const [shown, setShown] = useState<Shown>(null);
  const [isBeside, setBeside] = useState(false);
  const { number, status, bank, declaration, may } = view;
  const isOpen = status === "pending" || status === "verified";
  if (status === "withdrawn") return null;
  const hide = () => {
    setShown(null);
    router.refresh();
  };
  return (
    <Panel title={t("panel.title")}>
      <p className={classes.text}>{t("panel.intro")}</p>
      <p className={classes.quiet}>{t("panel.noNames")}</p>
      <BankFacts bank={bank} isWaiting={status !== "verified"} />
      {isOpen ? null : <p className={classes.quiet}>{t("panel.closed")}</p>}
      {isOpen && isBeside && bank?.consentedAt == null ? (
        <ConsentForm
          declaration={declaration.version}
          isIntimateAllowed={declaration.isIntimateAllowed}
          wish={view.contactWish}
          isBusy={isBusy}
          problem={null}
          onAgree={(given) =>
            void run(
              () => consent({ number, consent: given }),
              (answer) => answer && setShown({ kind: "withdrawal", code: answer.withdrawalCode }),
            )
          }
        />
      ) : null}
      {isOpen && isBeside && bank?.consentedAt != null ? <Beside number={number} total={bank.entryCount} /> : null}
      <div className={classes.actions}>
        {isOpen && may.openBank ? (
          <Button
            variant="default"
            loading={isBusy}
            onClick={() =>
              void run(
                () => makeCode({ number }),
                (answer) => answer && setShown({ kind: "link", code: answer.code }),
              )
            }
          >
            {t("panel.makeCode")}
          </Button>
        ) : null}
        {isOpen && may.fillBank && !isBeside ? (
          <Button variant="default" onClick={() => setBeside(true)}>
            {t("panel.beside")}
          </Button>
        ) : null}
        {bank !== null && may.withdrawBank ? <EraseButton number={number} run={run} /> : null}
      </div>
      {problem}
      <Modal
        opened={shown !== null}
        onClose={hide}
        title={t(shown?.kind === "link" ? "panel.codeTitle" : "withdrawalCode.title")}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": t("panel.done") }}
      >
        <SecretOnce
          value={shown?.code ?? ""}
          what={t(shown?.kind === "link" ? "panel.codeWhat" : "withdrawalCode.what")}
          hint={
            shown?.kind === "link"
              ? t("panel.codeHint", { address: `${window.location.origin}${routes.bank()}` })
              : t("withdrawalCode.hint")
          }
          doneLabel={shown?.kind === "link" ? t("panel.done") : t("withdrawalCode.done")}
          onDone={hide}
        />
      </Modal>
    </Panel>
  );
}

function BankFacts({ bank, isWaiting }: { bank: MandateView["bank"]; isWaiting: boolean }) {
  const t = useTranslations("bank");
  if (bank === null) return <p className={classes.quiet}>{t("panel.none")}</p>;
  const { entryCount, waitingCount, consentVersion, consentedAt, consentedThrough, linkUntil } = bank;
  return (
    <dl className={classes.facts}>
      <dt>{t("panel.count")}</dt>
      <dd>
        {entryCount}
        {entryCount === 0 ? null : (
          <> · {t(isWaiting ? "panel.waitsForMandate" : "panel.waiting", { count: waitingCount })}</>
        )}
      </dd>
      {consentedAt === null ? null : (
        <>
          <dt>{t("declare.done")}</dt>
          <dd>
            <RelativeTime instant={consentedAt} variant="dateTime" />
            <br />
            {t("panel.consented", { version: consentVersion ?? "", through: consentedThrough ?? "" })}
          </dd>
        </>
      )}
      {linkUntil === null ? null : (
        <>
          <dt>{t("panel.codeUntil")}</dt>
          <dd>
            <RelativeTime instant={linkUntil} variant="date" />
          </dd>
        </>
      )}
    </dl>
  );
}

function Beside({ number, total }: { number: number; total: number }) {
  const { run, problem } = useRun();
  const leave = useCallback((entries: BankEntry[]) => leaveBy(run, () => fill({ number, entries })), [number, run]);
  return <FolderPrints leave={leave} total={total} problem={problem} />;
}
