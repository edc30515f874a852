"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { askPasskey, readWays, showFactor } from "@/lib/actions/second-factor";
import type { FactorWays } from "@/lib/domain/access/second-factor";
import { routes } from "@/lib/routes";
import { FactorForm } from "@/lib/ui/factor/factor-form";
import { LinkButton } from "@/lib/ui/link-button";
import classes from "./confirm.module.css";

const actions = { readWays, askPasskey, showFactor };

export function ConfirmScreen({ ways, next }: { ways: FactorWays; next: string }) {
  const t = useTranslations("factor.confirm");
  const [isDone, setDone] = useState(false);
  if (isDone && next.startsWith("/api/")) {
    return (
      <>
        <p role="status" className={classes.done}>
          {t("fileDone")}
        </p>
        <LinkButton href={routes.queue()}>{t("back")}</LinkButton>
      </>
    );
  }
  return (
    <FactorForm
      ways={ways}
      actions={actions}
      onDone={() => {
        setDone(true);
        window.location.assign(next);
      }}
    />
  );
}
