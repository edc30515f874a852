"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import type { Role } from "@/lib/domain/case/vocabulary";
import { ActionError } from "@/lib/ui/action-error";
import { toast } from "@/lib/ui/toast";
import { giveRoles } from "../actions";
import { RoleTicks, rolesOf } from "./role-ticks";

interface RolesDialogProps {
  id: string;
  pseudonym: string;
  roles: readonly Role[];
  onClose: () => void;
}

export function RolesDialog({ id, pseudonym, roles, onClose }: RolesDialogProps) {
  const t = useTranslations("people");
  const { execute, result, isPending } = useAction(giveRoles, {
    onSuccess: () => {
      toast({ message: t("roles.done", { pseudonym }), tone: "green" });
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
          <RoleTicks held={roles} />
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
