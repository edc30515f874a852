"use client";

import { useTranslations } from "next-intl";
import { SpokenCodeField } from "@/lib/ui/spoken-code-field";

interface CodeAgainProps {
  code: string;
  onType: (code: string) => void;
}

/** The code once more, for what a page left open must not do by itself. */
export function CodeAgain({ code, onType }: CodeAgainProps) {
  const t = useTranslations("told.again");
  return <SpokenCodeField label={t("label")} hint={t("hint")} value={code} onType={onType} />;
}
