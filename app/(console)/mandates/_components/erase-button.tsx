"use client";

import { useTranslations } from "next-intl";
import type { useRun } from "@/lib/ui/use-run";
import { erase } from "../bank-actions";
import { AskFirst } from "./ask-first";

/** Erases a bank, once it was said what goes. */
export function EraseButton({ number, run }: { number: number; run: ReturnType<typeof useRun>["run"] }) {
  const t = useTranslations("bank.panel");
  return (
    <AskFirst
      label={t("erase")}
      title={t("eraseTitle")}
      text={t("eraseText")}
      cancel={t("cancel")}
      onYes={() => void run(() => erase({ number }))}
    />
  );
}
