"use client";

import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import classes from "./copy-button.module.css";
import { classNames } from "./tone";

interface CopyButtonProps {
  value: string;
  /** What is copied, for the accessible name: "the address". */
  what?: string;
  variant?: "icon" | "button";
  onCopied?: () => void;
}

type Result = "idle" | "done" | "failed";

export function CopyButton({ value, what, variant = "icon", onCopied }: CopyButtonProps) {
  const t = useTranslations("ui.copy");
  const [result, setResult] = useState<Result>("idle");
  useEffect(() => setResult("idle"), [value]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setResult("done");
      onCopied?.();
    } catch {
      setResult("failed");
    }
  }

  const name = what === undefined ? t("label") : t("what", { what });
  return (
    <>
      <button
        type="button"
        className={classNames(classes.copy, classes[variant], result === "done" && classes.done)}
        aria-label={variant === "icon" || what !== undefined ? name : undefined}
        title={variant === "icon" ? name : undefined}
        onClick={() => void copy()}
      >
        {result === "done" ? <IconCheck size={14} /> : <IconCopy size={14} />}
        {variant === "button" ? <span>{result === "done" ? t("done") : t("label")}</span> : null}
      </button>
      <span role="status" className={result === "failed" ? classes.failed : "visually-hidden"}>
        {result === "idle" ? "" : t(result)}
      </span>
    </>
  );
}
