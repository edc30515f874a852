"use client";

import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type ReportService, reportSecretSchema } from "@/lib/domain/notices/report-account";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { toast } from "@/lib/ui/toast";
import { replaceAccountSecret } from "../actions";

/** A new password or token in the place of the one that is kept; the old one is not shown. */
export function ReplaceSecret({ id, host, service }: { id: string; host: string; service: ReportService }) {
  const t = useTranslations("report-accounts");
  const [isOpen, setOpen] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const { execute, result, isPending } = useAction(useConfirmed(replaceAccountSecret), {
    onSuccess: () => {
      setOpen(false);
      toast({ message: t("replaced"), tone: "green" });
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={t("replaceFor", { host })}
        onClick={() => {
          setWrong(false);
          setOpen(true);
        }}
      >
        {t("replace")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t("replaceFor", { host })}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const secret = reportSecretSchema.safeParse(formText(new FormData(event.currentTarget), "secret"));
            setWrong(!secret.success);
            if (secret.success) execute({ id, secret: secret.data });
          }}
        >
          <Stack gap="lg">
            <PasswordInput
              {...hintBelow}
              name="secret"
              label={t(`secret.${service}`)}
              description={t(`secretHint.${service}`)}
              error={isWrong ? t("error.secret") : undefined}
              autoComplete="off"
              data-autofocus
            />
            <ActionError result={result} />
            <Group justify="flex-end">
              <Button variant="subtle" onClick={() => setOpen(false)}>
                {t("cancel")}
              </Button>
              <Button type="submit" loading={isPending}>
                {t("save")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
