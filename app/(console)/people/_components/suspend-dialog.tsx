"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { suspensionReasons, type SuspensionReason } from "@/lib/domain/access/suspension";
import { ActionError } from "@/lib/ui/action-error";
import { toast } from "@/lib/ui/toast";
import { suspend } from "../actions";
import classes from "./people.module.css";

interface SuspendDialogProps {
  id: string;
  pseudonym: string;
  onClose: () => void;
}

/** Asks why, in one of four words: the trail keeps markers, no stories about people. */
export function SuspendDialog({ id, pseudonym, onClose }: SuspendDialogProps) {
  const t = useTranslations("people.suspend");
  const cancel = useTranslations("people")("cancel");
  const { execute, result, isPending } = useAction(suspend, {
    onSuccess: ({ data }) => {
      toast({ message: t("done", { pseudonym, count: data.claims + data.opinions }), tone: "green" });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("title", { pseudonym })} closeButtonProps={{ "aria-label": cancel }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          execute({ id, reason: new FormData(event.currentTarget).get("reason") as SuspensionReason });
        }}
      >
        <Stack gap="lg">
          <p className={classes.consequence}>{t("consequence")}</p>
          <fieldset className={classes.reasons}>
            <legend>{t("reason")}</legend>
            <p className={classes.hint}>{t("reasonHint")}</p>
            {suspensionReasons.map((reason) => (
              <label key={reason} className={classes.reason}>
                <input type="radio" name="reason" value={reason} required />
                {t(reason)}
              </label>
            ))}
          </fieldset>
          <ActionError result={result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit" loading={isPending}>
              {t("submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
