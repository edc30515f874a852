"use client";

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { addPasskey, askNewPasskey } from "@/lib/actions/second-factor";
import type { ToldError } from "@/lib/domain/errors";
import { ActionError } from "@/lib/ui/action-error";
import { addNewPasskey } from "@/lib/ui/factor/new-passkey";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";

interface PasskeyDialogProps {
  onClose: () => void;
  onDone: (codes: string[] | null) => void;
}

export function PasskeyDialog({ onClose, onDone }: PasskeyDialogProps) {
  const t = useTranslations("factor.panel");
  const ask = useConfirmed(askNewPasskey);
  const [refusal, setRefusal] = useState<ToldError | null>(null);
  const [isPending, startTransition] = useTransition();
  return (
    <Modal opened onClose={onClose} title={t("passkeyDialog")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const name = formText(new FormData(event.currentTarget), "name");
          startTransition(async () => {
            const added = await addNewPasskey({ askNewPasskey: ask, addPasskey }, name);
            if ("refusal" in added) setRefusal(added.refusal);
            else onDone(added.codes);
          });
        }}
      >
        <Stack gap="lg">
          <TextInput
            {...hintBelow}
            name="name"
            label={t("name")}
            description={t("nameHint")}
            defaultValue={t("nameDefault")}
            maxLength={60}
            required
            withAsterisk={false}
            autoComplete="off"
            data-autofocus
          />
          <ActionError result={refusal === null ? {} : { serverError: refusal }} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {t("add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
