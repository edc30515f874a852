"use client";

import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { refusalReasons } from "@/lib/domain/vetting/application";
import { formText } from "@/lib/ui/form-text";
import { toast } from "@/lib/ui/toast";
import { useRun } from "@/lib/ui/use-run";
import { refuse } from "../actions";
import classes from "./record.module.css";

interface RefuseDialogProps {
  id: string;
  pseudonym: string;
  onClose: () => void;
}

export function RefuseDialog({ id, pseudonym, onClose }: RefuseDialogProps) {
  const t = useTranslations("vetting.record");
  const { run, isBusy, problem } = useRun();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("refuse.title", { pseudonym })}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const reason = refusalReasons.find((one) => one === formText(form, "reason")) ?? "other";
          void run(
            () => refuse({ id, reason, note: formText(form, "note") }),
            () => {
              toast({ message: t("refuse.done"), tone: "green" });
              onClose();
            },
          );
        }}
      >
        <Stack gap="lg">
          <p className={classes.consequence}>{t("refuse.consequence")}</p>
          <fieldset className={classes.reasons}>
            <legend>{t("refuse.reason")}</legend>
            {refusalReasons.map((reason) => (
              <label key={reason}>
                <input type="radio" name="reason" value={reason} required />
                {t(`refuse.${reason}`)}
              </label>
            ))}
          </fieldset>
          <Textarea name="note" label={t("refuse.note")} maxLength={1000} autosize minRows={2} />
          {problem}
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t("refuse.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
