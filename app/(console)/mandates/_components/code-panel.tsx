"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { MandateView } from "@/lib/queries/get-mandate";
import { CopyButton } from "@/lib/ui/copy-button";
import { DefangedAddress } from "@/lib/ui/defanged-address";
import { Panel } from "@/lib/ui/panel";
import { useRun } from "@/lib/ui/use-run";
import classes from "./mandates.module.css";
import { sight } from "../actions";

/** The code that waits to be seen, where to look for it, and the word that one saw it. */
export function CodePanel({
  view,
}: {
  view: Pick<MandateView, "number" | "code" | "authenticUrl" | "seenBy" | "may">;
}) {
  const t = useTranslations("mandates");
  const { run, isBusy, problem } = useRun();
  const { number, code, authenticUrl, seenBy, may } = view;
  if (code === null) return null;
  return (
    <Panel title={t("code")}>
      <p className={classes.code}>
        <strong>{code}</strong> <CopyButton value={code} what={t("code")} />
      </p>
      <p className={classes.text}>{t("codeHow")}</p>
      <DefangedAddress address={authenticUrl} isOpenable />
      <p className={classes.quiet}>
        {seenBy.length === 0 ? t("nobodySaw") : t("seenBy", { names: seenBy.map((one) => one.pseudonym).join(", ") })}
      </p>
      {may.hasSeen ? <p className={classes.quiet}>{t("seenBySelf")}</p> : null}
      {may.isKeptOut ? <p className={classes.quiet}>{t("seenByCreator")}</p> : null}
      {may.sight ? (
        <div className={classes.actions}>
          <Button loading={isBusy} onClick={() => void run(() => sight({ number }))}>
            {t("seen")}
          </Button>
        </div>
      ) : null}
      {problem}
    </Panel>
  );
}
