"use client";

import { IconLifebuoy } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { commandReasons } from "@/lib/domain/case/reasons";
import { Kbd } from "@/lib/ui/kbd";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { toast } from "@/lib/ui/toast";
import { safeguard } from "../actions";
import { ReasonDialog } from "./reason-dialog";
import classes from "./safeguard-button.module.css";
import { useCommand } from "./use-command";

/** One key from anywhere on the case; it asks once, and a reason is welcome, not asked for. */
export function SafeguardButton({ caseId, number }: { caseId: string; number: number }) {
  const t = useTranslations("case");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const [isAsking, setAsking] = useState(false);

  async function confirm(reason: string) {
    const known = commandReasons.safeguard.find((marker) => marker === reason);
    const after = await run(() => safeguard({ id: caseId, reason: known }));
    if (!after) return;
    setAsking(false);
    toast({ message: t("safeguard.done", { number }), tone: "red" });
    router.refresh();
  }

  useKeys([{ keys: "s", label: t("keys.safeguard"), run: () => setAsking(true) }]);
  return (
    <>
      <button type="button" className={classes.safeguard} aria-keyshortcuts="s" onClick={() => setAsking(true)}>
        <IconLifebuoy size={16} stroke={1.75} aria-hidden="true" />
        {t("safeguard.do")}
        <Kbd keys="s" />
      </button>
      {isAsking ? (
        <ReasonDialog
          title={t("safeguard.title")}
          legend={t("safeguard.reasonLegend")}
          options={commandReasons.safeguard.map((value) => ({ value, label: t(`reasons.safeguard.${value}`) }))}
          confirmLabel={t("safeguard.confirm")}
          isOptional
          isDanger
          isBusy={isBusy}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => void confirm(reason)}
        >
          <p>{t("safeguard.body")}</p>
          {problem}
        </ReasonDialog>
      ) : null}
    </>
  );
}
