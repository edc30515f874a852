"use client";

import { Notifications } from "@mantine/notifications";
import classes from "./toast.module.css";

const shownForMs = 8000;

export function ToastHost() {
  return (
    <Notifications
      position="bottom-left"
      autoClose={shownForMs}
      limit={3}
      transitionDuration={160}
      containerWidth={420}
      pauseResetOnHover="all"
      classNames={{ root: classes.host, notification: classes.toast }}
    />
  );
}
