"use client";

import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { toast } from "@/lib/ui/toast";
import { storeSignatures } from "../witness-actions";

/** For what a witness sends back by post: the checkpoint with their line below ours. */
export function SignatureDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings.witnesses");
  const { execute, result, isPending } = useAction(storeSignatures, {
    onSuccess: ({ data }) => {
      toast({ message: t("stored", { count: data }), tone: "green" });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("addSignature")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          execute({ note: formText(new FormData(event.currentTarget), "note") });
        }}
      >
        <Stack gap="lg">
          <Textarea
            {...hintBelow}
            name="note"
            label={t("note")}
            description={t("noteHint")}
            autosize
            minRows={6}
            maxRows={16}
            required
            withAsterisk={false}
            spellCheck={false}
            data-autofocus
          />
          <ActionError result={result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {t("store")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
