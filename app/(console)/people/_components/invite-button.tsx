"use client";

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { SecretOnce } from "@/lib/ui/secret-once";
import { invite } from "../actions";
import classes from "./people.module.css";
import { RoleTicks, rolesOf } from "./role-ticks";

export function InviteButton({ secondPerson }: { secondPerson: SecondPerson }) {
  const t = useTranslations("people");
  const [isOpen, setOpen] = useState(false);
  const { execute, result, reset, isPending } = useAction(useConfirmed(invite));
  const close = () => {
    setOpen(false);
    reset();
  };
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} stroke={1.5} />} onClick={() => setOpen(true)}>
        {t("invite.open")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t(result.data ? "invite.made" : "invite.title")}
        size="lg"
        closeOnClickOutside={!result.data}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        {result.data ? (
          <SecretOnce
            value={result.data}
            what={t("invite.link")}
            hint={t("invite.madeHint")}
            doneLabel={t("invite.done")}
            onDone={close}
          />
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              execute({ roles: rolesOf(form), note: formText(form, "note") });
            }}
          >
            <Stack gap="lg">
              <p className={classes.consequence}>{t("invite.intro")}</p>
              <RoleTicks secondPerson={secondPerson} />
              <TextInput
                {...hintBelow}
                name="note"
                label={t("invite.note")}
                description={t("invite.noteHint")}
                maxLength={80}
                autoComplete="off"
              />
              <ActionError
                result={
                  result.validationErrors ? { serverError: { code: "invalid_input", reason: "roles_missing" } } : result
                }
              />
              <Group justify="flex-end">
                <Button variant="subtle" onClick={close}>
                  {t("cancel")}
                </Button>
                <Button type="submit" loading={isPending}>
                  {t("invite.submit")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}
