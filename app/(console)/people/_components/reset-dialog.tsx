"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { SecretOnce } from "@/lib/ui/secret-once";
import { makeLink } from "../reset-actions";
import classes from "./people.module.css";

interface ResetDialogProps {
  id: string;
  pseudonym: string;
  onClose: () => void;
}

/** A link for somebody who forgot their password, after its consequence. */
export function ResetDialog({ id, pseudonym, onClose }: ResetDialogProps) {
  const t = useTranslations("people");
  const { execute, result, isPending } = useAction(useConfirmed(makeLink));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("reset.title", { pseudonym })}
      size="lg"
      closeOnClickOutside={!result.data}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      {result.data ? (
        <SecretOnce
          value={result.data}
          what={t("reset.what")}
          hint={t("reset.hint")}
          doneLabel={t("invite.done")}
          onDone={onClose}
        />
      ) : (
        <Stack gap="lg">
          <p className={classes.consequence}>{t("reset.means", { pseudonym })}</p>
          <ActionError result={result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button loading={isPending} onClick={() => execute({ id })}>
              {t("reset.submit")}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
