"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import type { Role } from "@/lib/domain/case/vocabulary";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { toast } from "@/lib/ui/toast";
import { giveRoles } from "../actions";
import { RoleTicks, rolesOf } from "./role-ticks";

interface RolesDialogProps {
  id: string;
  pseudonym: string;
  roles: readonly Role[];
  secondPerson: SecondPerson;
  onClose: () => void;
}

export function RolesDialog({ id, pseudonym, roles, secondPerson, onClose }: RolesDialogProps) {
  const t = useTranslations("people");
  const role = useTranslations("vocabulary.role");
  const { execute, result, isPending } = useAction(useConfirmed(giveRoles), {
    onSuccess: ({ data: waiting }) => {
      const words = waiting.map((name) => role(name)).join(", ");
      toast(
        waiting.length === 0
          ? { message: t("roles.done", { pseudonym }), tone: "green" }
          : { message: t("roles.waiting", { pseudonym, roles: words }), tone: "amber" },
      );
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("roles.title", { pseudonym })}
      size="lg"
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          execute({ id, roles: rolesOf(new FormData(event.currentTarget)) });
        }}
      >
        <Stack gap="lg">
          <RoleTicks held={roles} secondPerson={secondPerson} />
          <ActionError
            result={
              result.validationErrors ? { serverError: { code: "invalid_input", reason: "roles_missing" } } : result
            }
          />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {t("roles.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
