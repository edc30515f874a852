"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import { toast } from "@/lib/ui/toast";
import { removeWebhook } from "../actions";

export function RemoveWebhook({ id }: { id: string }) {
  const t = useTranslations("webhooks");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const { execute, result, isPending } = useAction(removeWebhook, {
    onSuccess: () => {
      toast({ message: t("ended"), tone: "green" });
      router.replace(routes.webhooks());
    },
  });
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="subtle" size="xs" onClick={() => setOpen(true)}>
        {t("end")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("endAsk")} closeButtonProps={{ "aria-label": t("keep") }}>
        <Stack gap="lg">
          <p>{t("endMeans")}</p>
          <ActionError result={result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={close}>
              {t("keep")}
            </Button>
            <Button loading={isPending} onClick={() => execute({ id })}>
              {t("end")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
