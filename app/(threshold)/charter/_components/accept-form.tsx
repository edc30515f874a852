"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { ActionError } from "@/lib/ui/action-error";
import { accept } from "../actions";
import classes from "./charter.module.css";

export function AcceptForm({ isAccepted, next }: { isAccepted: boolean; next: string }) {
  const t = useTranslations("charter");
  const { execute, result, isPending } = useAction(accept);
  if (isAccepted) {
    return (
      <p className={classes.foot}>
        {t("accepted")} {t("version", { version: charterVersion })}
      </p>
    );
  }
  return (
    <div className={classes.foot}>
      <p>
        {t("consequence")} {t("version", { version: charterVersion })}
      </p>
      <ActionError result={result} />
      <Button size="md" loading={isPending} onClick={() => execute({ version: charterVersion, next })}>
        {t("accept")}
      </Button>
    </div>
  );
}
