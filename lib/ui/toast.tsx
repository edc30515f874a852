"use client";

import { notifications } from "@mantine/notifications";
import { type Toast, ToastLine } from "./toast-line";

/** Says what was done, bottom left, for eight seconds (longer under the pointer or the focus). Never the only trace of a thing. */
export function toast(wanted: Toast): void {
  const id = notifications.show({
    // What went well may wait for its turn to be spoken; what failed may not.
    role: wanted.tone === "red" ? "alert" : "status",
    withCloseButton: false,
    message: <ToastLine {...wanted} onClose={() => notifications.hide(id)} />,
  });
}
