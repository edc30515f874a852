"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { ActionError } from "@/lib/ui/action-error";
import { toast } from "@/lib/ui/toast";
import { eraseSampleCases } from "../sample-actions";
import classes from "./settings.module.css";

export function EraseSamplesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings.samples");
  const { execute, result, isPending } = useAction(eraseSampleCases, {
    onSuccess: ({ data }) => {
      toast({ message: t("erased", { count: data }), tone: "green" });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("ask")} closeButtonProps={{ "aria-label": t("keep") }}>
      <p className={classes.text}>{t("goes")}</p>
      <p className={classes.text}>{t("stays")}</p>
      <ActionError result={result} />
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" onClick={onClose} data-autofocus>
          {t("keep")}
        </Button>
        <Button className={classes.danger} loading={isPending} onClick={() => execute()}>
          {t("erase")}
        </Button>
      </Group>
    </Modal>
  );
}
