"use client";

import { Button, Group } from "@mantine/core";
import { useTranslations } from "next-intl";
import Link from "next/link";
import type { BankMatch } from "@/lib/queries/get-bank-matches";
import { routes } from "@/lib/routes";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import { answer, runUnder } from "../bank-actions";
import classes from "./links-column.module.css";

/** Her card: the desk's word for her, how she wants to hear of it, and the question whether it is the same picture. */
export function BankCard({ caseNumber, match }: { caseNumber: number; match: BankMatch }) {
  const t = useTranslations("bank.card");
  const wish = useTranslations("mandates.wish");
  const { run, isBusy, problem } = useRun();
  const { id: matchId, mandate, reference, label, contactWish, distance, state, isAttached } = match;
  const say = (isSame: boolean) => void run(() => answer({ caseNumber, matchId, isSame }));
  return (
    <Panel variant="section" title={t("title")}>
      <p>
        <Link href={routes.mandate(mandate)} prefetch={false}>
          {reference} · {label}
        </Link>
      </p>
      <p className={classes.quiet}>
        {t("wish")}: {wish(contactWish)}
      </p>
      {state === "suggested" ? (
        <>
          <p>{t("text", { distance, reference })}</p>
          <Group gap="xs">
            <Button variant="default" loading={isBusy} onClick={() => say(true)}>
              {t("confirm")}
            </Button>
            <Button variant="subtle" loading={isBusy} onClick={() => say(false)}>
              {t("refuse")}
            </Button>
          </Group>
        </>
      ) : (
        <p className={classes.quiet}>{t(state)}</p>
      )}
      {state !== "confirmed" ? null : isAttached ? (
        <p className={classes.quiet}>{t("attached")}</p>
      ) : (
        <Button
          variant="default"
          loading={isBusy}
          onClick={() => void run(() => runUnder({ caseNumber, mandateNumber: mandate }))}
        >
          {t("attach", { reference })}
        </Button>
      )}
      {problem}
    </Panel>
  );
}
