"use client";

import { Button, Modal } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { SecretOnce } from "@/lib/ui/secret-once";
import { addWebhook } from "../actions";
import { WebhookForm } from "./webhook-form";

export function AddWebhook() {
  const t = useTranslations("webhooks");
  const [isOpen, setOpen] = useState(false);
  const { execute, result, isPending, reset } = useAction(useConfirmed(addWebhook));
  const close = () => {
    setOpen(false);
    reset();
  };
  return (
    <>
      <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpen(true)}>
        {t("add")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t(result.data ? "made" : "add")}
        closeOnClickOutside={!result.data}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        {result.data ? (
          <SecretOnce
            value={result.data}
            what={t("secret")}
            hint={t("madeHint")}
            doneLabel={t("done")}
            onDone={close}
          />
        ) : (
          <WebhookForm
            submitLabel={t("add")}
            result={result}
            isPending={isPending}
            onSubmit={execute}
            onClose={close}
          />
        )}
      </Modal>
    </>
  );
}
