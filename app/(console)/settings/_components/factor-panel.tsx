"use client";

import { Button } from "@mantine/core";
import { IconDeviceMobile, IconFingerprint, IconLifebuoy } from "@tabler/icons-react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OwnFactors } from "@/lib/queries/get-factors";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { dropApp, renewCodes } from "../factor-actions";
import { AppDialog } from "./app-dialog";
import { CodesDialog } from "./codes-dialog";
import { PasskeyDialog } from "./passkey-dialog";
import { PasskeyRow } from "./passkey-row";
import classes from "./settings.module.css";

export function FactorPanel({ factors, canHavePasskeys }: { factors: OwnFactors; canHavePasskeys: boolean }) {
  const t = useTranslations("factor.panel");
  const { totpSince, passkeys, codesLeft, isRequired } = factors;
  const [opened, setOpened] = useState<"app" | "passkey" | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const removal = useAction(useConfirmed(dropApp), {
    onSuccess: () => toast({ message: t("removed"), tone: "green" }),
  });
  const renewal = useAction(useConfirmed(renewCodes), { onSuccess: ({ data }) => setCodes(data) });
  const hasFactor = totpSince !== null || passkeys.length > 0;
  const added = (made: string[] | null) => {
    setOpened(null);
    setCodes(made);
    toast({ message: t("added"), tone: "green" });
  };
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t(isRequired ? "required" : "optional")}</p>
      <ul className={classes.rows}>
        <li>
          <IconDeviceMobile size={16} stroke={1.5} aria-hidden />
          <span className={classes.what}>
            <span>{t("app")}</span>
            <span className={classes.quiet}>
              {totpSince === null ? (
                t("appOff")
              ) : (
                <>
                  {t("appOn")}, {t("since")} <RelativeTime instant={totpSince} variant="date" />
                </>
              )}
            </span>
          </span>
          {totpSince === null ? (
            <Button variant="default" size="xs" onClick={() => setOpened("app")}>
              {t("appAdd")}
            </Button>
          ) : (
            <Button
              variant="subtle"
              size="xs"
              aria-label={t("removeApp")}
              loading={removal.isPending}
              onClick={() => removal.execute()}
            >
              {t("remove")}
            </Button>
          )}
        </li>
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
        <li>
          <IconFingerprint size={16} stroke={1.5} aria-hidden />
          <span className={classes.what}>
            <span>{t("passkeys")}</span>
            {passkeys.length > 0 && canHavePasskeys ? null : (
              <span className={classes.quiet}>{canHavePasskeys ? t("noPasskeys") : t("noPlace")}</span>
            )}
          </span>
          {canHavePasskeys ? (
            <Button variant="default" size="xs" onClick={() => setOpened("passkey")}>
              {t("add")}
            </Button>
          ) : null}
        </li>
        {hasFactor ? (
          <li>
            <IconLifebuoy size={16} stroke={1.5} aria-hidden />
            <span className={classes.what}>
              <span>{t("recovery")}</span>
              <span className={classes.quiet}>{t("left", { count: codesLeft })}</span>
            </span>
            <Button
              variant="default"
              size="xs"
              title={t("renewHint")}
              loading={renewal.isPending}
              onClick={() => renewal.execute()}
            >
              {t("renew")}
            </Button>
          </li>
        ) : null}
      </ul>
      <ActionError result={removal.result} />
      <ActionError result={renewal.result} />
      {opened === "app" ? <AppDialog onClose={() => setOpened(null)} onDone={added} /> : null}
      {opened === "passkey" ? <PasskeyDialog onClose={() => setOpened(null)} onDone={added} /> : null}
      {codes === null ? null : <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Panel>
  );
}
