"use client";

import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { Kbd } from "./kbd";
import classes from "./toast.module.css";
import { toneClass } from "./tone";

interface Toast {
  message: ReactNode;
  tone?: "green" | "amber" | "red" | "blue";
  action?: { label: string; keys?: string; run: () => void };
}

const icons = { green: "state-actioned", amber: "state-unanswered", red: "state-refused", blue: "state-notified" } as const;

/** Says what was done, bottom left, for eight seconds (longer under the pointer or the focus). Never the only trace of a thing. */
export function toast({ message, tone = "green", action }: Toast): void {
  const id = notifications.show({
    message: (
      <span className={classes.line}>
        <svg className={`${classes.mark ?? ""} ${toneClass(tone)}`} width="16" height="16" aria-hidden="true">
          <use href={`/icons.svg#${icons[tone]}`} />
        </svg>
        <span className={classes.words}>{message}</span>
        {action === undefined ? null : (
          <button
            type="button"
            className={classes.action}
            onClick={() => {
              notifications.hide(id);
              action.run();
            }}
          >
            {action.label}
            {action.keys === undefined ? null : <Kbd keys={action.keys} />}
          </button>
        )}
      </span>
    ),
  });
}
