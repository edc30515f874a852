"use client";

import { Button, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { useRun } from "@/lib/ui/use-run";
import { erase } from "../bank-actions";
import classes from "./mandates.module.css";

/** Erases a bank, once it was said what goes. */
export function EraseButton({ number, run }: { number: number; run: ReturnType<typeof useRun>["run"] }) {
  const t = useTranslations("bank.panel");
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant="subtle" onClick={() => setAsking(true)}>
        {t("erase")}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t("eraseTitle")}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <p>{t("eraseText")}</p>
        <div className={classes.actions}>
          <Button variant="subtle" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
          <Button
            onClick={() => {
              setAsking(false);
              void run(() => erase({ number }));
            }}
          >
            {t("erase")}
          </Button>
        </div>
      </Modal>
    </>
  );
}
