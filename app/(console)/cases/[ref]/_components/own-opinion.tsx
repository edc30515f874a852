"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { isSignalCode } from "@/lib/domain/signals/checklists";
import type { Judgement } from "@/lib/queries/get-case";
import { Kbd } from "@/lib/ui/kbd";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { withdraw } from "../actions";
import classes from "./decide-column.module.css";
import { useCommand } from "./use-command";

interface OwnOpinionProps {
  caseId: string;
  version: number;
  own: NonNullable<Judgement["own"]>;
  mayWithdraw: boolean;
}

/** What the reader has answered, for them alone, and the way to take it back. */
export function OwnOpinion({ caseId, version, own, mayWithdraw }: OwnOpinionProps) {
  const t = useTranslations();
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();

  async function takeBack() {
    const after = await run(() => withdraw({ id: caseId, version }));
    if (after) toast({ message: t("case.own.withdrawn"), tone: "blue" });
    router.refresh();
  }

  useKeys([{ keys: "z", label: t("case.keys.withdraw"), isOff: !mayWithdraw, run: () => void takeBack() }]);
  return (
    <section className={classes.box}>
      <h3>{t("case.own.title")}</h3>
      <p>
        <strong>{t(`vocabulary.classification.${own.classification}`)}</strong>{" "}
        <span className={classes.quiet}>
          <RelativeTime instant={own.at} variant="ago" />
        </span>
      </p>
      {own.reasons.length === 0 ? <p className={classes.quiet}>{t("case.own.noReasons")}</p> : null}
      <ul className={classes.list}>
        {own.reasons.filter(isSignalCode).map((code) => (
          <li key={code}>{t(`signals.${code}.label`)}</li>
        ))}
      </ul>
      {own.note === "" ? null : <p className={classes.note}>{own.note}</p>}
      {mayWithdraw ? (
        <div className={classes.actions}>
          <Button variant="default" loading={isBusy} aria-keyshortcuts="z" onClick={() => void takeBack()}>
            {t("case.own.withdraw")} <Kbd keys="z" />
          </Button>
          <span className={classes.quiet}>{t("case.own.withdrawMeans")}</span>
        </div>
      ) : null}
      {problem}
    </section>
  );
}
