"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { OpinionLack } from "@/lib/domain/case/opinions";
import { Kbd } from "@/lib/ui/kbd";
import { StickyBar } from "@/lib/ui/sticky-bar";
import classes from "./opinion-form.module.css";

interface GiveBarProps {
  lack: OpinionLack | null;
  isBusy: boolean;
  next: number | null;
  onPass: () => void;
}

/** Gives or passes; always in reach on a phone. A button that is held back says what is lacking, and leads there when pressed. */
export function GiveBar({ lack, isBusy, next, onPass }: GiveBarProps) {
  const t = useTranslations("case.ask");
  return (
    <StickyBar variant="phone">
      <Button
        type="submit"
        size="md"
        loading={isBusy}
        className={classes.give}
        data-held={lack !== null || undefined}
        aria-disabled={lack !== null}
        aria-describedby="opinion-lack"
        aria-keyshortcuts="Control+Enter"
      >
        {t("give")} <Kbd keys="mod+Enter" isOnAccent={lack === null} />
      </Button>
      <Button
        variant="default"
        size="md"
        disabled={isBusy}
        title={t("passMeans")}
        aria-keyshortcuts="p"
        onClick={onPass}
      >
        {t("pass")} <Kbd keys="p" />
      </Button>
      <span id="opinion-lack" className={classes.lack}>
        {lack !== null ? t(`lack.${lack}`) : next === null ? "" : t("then", { number: next })}
      </span>
    </StickyBar>
  );
}
