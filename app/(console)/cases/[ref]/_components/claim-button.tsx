"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Kbd } from "@/lib/ui/kbd";
import { useKeys } from "@/lib/ui/keys/use-keys";
import { claim } from "../actions";
import classes from "./decide-column.module.css";
import { useCommand } from "./use-command";

interface ClaimButtonProps {
  caseId: string;
  number: number;
  version: number;
}

export function ClaimButton({ caseId, version }: ClaimButtonProps) {
  const t = useTranslations("case");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();

  async function take() {
    await run(() => claim({ id: caseId, version }));
    router.refresh();
  }

  useKeys([{ keys: "c", label: t("keys.claim"), run: () => void take() }]);
  return (
    <div className={classes.actions}>
      <Button size="md" loading={isBusy} aria-keyshortcuts="c" onClick={() => void take()}>
        {t("claim.do")} <Kbd keys="c" isOnAccent />
      </Button>
      {problem}
    </div>
  );
}
