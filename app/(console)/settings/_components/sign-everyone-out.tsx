"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { toast } from "@/lib/ui/toast";
import { signOthersOut } from "../incident-actions";
import classes from "./settings.module.css";

export function SignEveryoneOut() {
  const t = useTranslations("settings.incident");
  const [isOpen, setOpen] = useState(false);
  const { execute, result, isPending } = useAction(useConfirmed(signOthersOut), {
    onSuccess: ({ data }) => {
      toast({ message: t("everyoneDone", { count: data }), tone: "green" });
      setOpen(false);
    },
  });
  return (
    <>
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {t("everyone")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t("everyoneAsk")}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <Stack gap="lg">
          <p className={classes.text}>{t("everyoneMeans")}</p>
          <ActionError result={result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={() => setOpen(false)}>
              {t("cancel")}
            </Button>
            <Button className={classes.danger} loading={isPending} onClick={() => execute({ id: null })}>
              {t("everyone")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
