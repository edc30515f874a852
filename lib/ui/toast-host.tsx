"use client";

import { Notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import classes from "./toast.module.css";

const shownForMs = 8000;

export function ToastHost() {
  const t = useTranslations("ui.toast");
  return (
    <Notifications
      position="bottom-left"
      autoClose={shownForMs}
      limit={3}
      transitionDuration={160}
      containerWidth={420}
      pauseResetOnHover="all"
      role="region"
      aria-label={t("region")}
      classNames={{ root: classes.host, notification: classes.toast }}
    />
  );
}
