"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { toast } from "@/lib/ui/toast";
import { resetFactor } from "../factor-actions";
import classes from "./people.module.css";

interface FactorDialogProps {
  id: string;
  pseudonym: string;
  secondPerson: SecondPerson;
  onClose: () => void;
}

/** For somebody who has lost their phone and their codes, after its consequence. */
export function FactorDialog({ id, pseudonym, secondPerson, onClose }: FactorDialogProps) {
  const t = useTranslations("proposals.factor");
  const people = useTranslations("people");
  const { execute, result, isPending } = useAction(useConfirmed(resetFactor), {
    onSuccess: ({ data }) => {
      toast({ message: t(`done.${data}`, { pseudonym }), tone: data === "done" ? "green" : "amber" });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("title", { pseudonym })}
      closeButtonProps={{ "aria-label": people("cancel") }}
    >
      <Stack gap="lg">
        <p className={classes.consequence}>{t("means", { pseudonym })}</p>
        <p className={classes.consequence}>{t(`rule.${secondPerson}`)}</p>
        <ActionError result={result} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            {people("cancel")}
          </Button>
          <Button loading={isPending} onClick={() => execute({ id })}>
            {t(secondPerson === "nobody" ? "reset" : "propose")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
