"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { Kbd } from "@/lib/ui/kbd";
import { StickyBar } from "@/lib/ui/sticky-bar";
import type { LineCount } from "./count-lines";
import type { Lack } from "./lacks";
import { isEmptyDraft, type LogDraft, signalsOf } from "./log-draft";
import classes from "./submit-bar.module.css";

interface SubmitBarProps {
  draft: LogDraft;
  count: LineCount;
  lacks: readonly Lack[];
  isPending: boolean;
}

export function SubmitBar({ draft, count, lacks, isPending }: SubmitBarProps) {
  const t = useTranslations("log");
  const words = lacks.map((lack) => t(`lackShort.${lack}`)).join(", ");
  return (
    <StickyBar label={t("submit")}>
      <div className={classes.bar}>
        <p className={classes.words} aria-live="polite">
          <strong>
            {t("bar.summary", {
              addresses: count.addresses + count.pending,
              signals: signalsOf(draft).filter(([, answer]) => answer === "yes").length,
            })}
          </strong>
          {lacks.length > 0 ? (
            <span className={classes.lacking}>{t("bar.lacking", { what: words })}</span>
          ) : (
            <span>{isEmptyDraft(draft) ? t("bar.empty") : t("bar.kept")}</span>
          )}
        </p>
        <Button
          type="submit"
          size="md"
          loading={isPending}
          aria-keyshortcuts="Control+Enter"
          rightSection={<Kbd keys="mod+Enter" isOnAccent />}
        >
          {t("submit")}
        </Button>
      </div>
    </StickyBar>
  );
}
