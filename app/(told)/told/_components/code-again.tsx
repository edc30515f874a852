"use client";

import { TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { hintBelow } from "@/lib/ui/hint-below";

interface CodeAgainProps {
  code: string;
  onType: (code: string) => void;
}

/** The code once more, for what a page left open must not do by itself. */
export function CodeAgain({ code, onType }: CodeAgainProps) {
  const t = useTranslations("told");
  return (
    <TextInput
      {...hintBelow}
      label={t("again.label")}
      description={t("again.hint")}
      required
      maxLength={60}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      value={code}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
