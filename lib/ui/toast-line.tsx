"use client";

import { IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "./icon";
import { Kbd } from "./kbd";
import classes from "./toast.module.css";
import { classNames, toneClass } from "./tone";

export interface Toast {
  message: ReactNode;
  tone?: "green" | "amber" | "red" | "blue";
  /** To take back what was just done; the key is a hint, the page registers it. */
  action?: { label: string; keys?: string; run: () => void };
}

const icons = {
  green: "state-actioned",
  amber: "state-unanswered",
  red: "state-refused",
  blue: "state-notified",
} as const;

export function ToastLine({ message, tone = "green", action, onClose }: Toast & { onClose: () => void }) {
  const t = useTranslations("ui.toast");
  return (
    <span className={classes.line}>
      <Icon name={icons[tone]} className={classNames(classes.mark, toneClass(tone))} />
      <span className={classes.words}>{message}</span>
      {action === undefined ? null : (
        <button
          type="button"
          className={classes.action}
          onClick={() => {
            onClose();
            action.run();
          }}
        >
          {action.label}
          {action.keys === undefined ? null : <Kbd keys={action.keys} />}
        </button>
      )}
      <button type="button" className={classes.close} aria-label={t("close")} onClick={onClose}>
        <IconX size={16} stroke={1.75} />
      </button>
    </span>
  );
}
