"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Role } from "@/lib/domain/case/vocabulary";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { toast } from "@/lib/ui/toast";
import { useErrorText } from "@/lib/ui/use-error-text";
import { reinstate } from "../actions";
import { FactorDialog } from "./factor-dialog";
import { ResetDialog } from "./reset-dialog";
import { RolesDialog } from "./roles-dialog";
import { SuspendDialog } from "./suspend-dialog";

export interface PersonActionsProps {
  id: string;
  pseudonym: string;
  roles: Role[];
  isSuspended: boolean;
  isSelf: boolean;
  secondPerson: SecondPerson;
}

export function PersonActions({ id, pseudonym, roles, isSuspended, isSelf, secondPerson }: PersonActionsProps) {
  const t = useTranslations("people");
  const factor = useTranslations("proposals.factor");
  const errorText = useErrorText();
  const [dialog, setDialog] = useState<"roles" | "suspend" | "reset" | "factor" | null>(null);
  const { execute, isPending } = useAction(reinstate, {
    onSuccess: () => toast({ message: t("reinstate.done", { pseudonym }), tone: "green" }),
    onError: ({ error }) => error.serverError && toast({ message: errorText(error.serverError), tone: "red" }),
  });
  const close = () => setDialog(null);
  return (
    <>
      {isSuspended ? (
        <Button
          variant="default"
          size="xs"
          loading={isPending}
          aria-label={t("reinstate.openFor", { pseudonym })}
          onClick={() => execute({ id })}
        >
          {t("reinstate.open")}
        </Button>
      ) : (
        <Button
          variant="default"
          size="xs"
          aria-label={t("roles.openFor", { pseudonym })}
          onClick={() => setDialog("roles")}
        >
          {t("roles.open")}
        </Button>
      )}
      {isSuspended || isSelf ? null : (
        <Button
          variant="subtle"
          size="xs"
          aria-label={t("reset.openFor", { pseudonym })}
          onClick={() => setDialog("reset")}
        >
          {t("reset.open")}
        </Button>
      )}
      {isSuspended || isSelf ? null : (
        <Button
          variant="subtle"
          size="xs"
          aria-label={factor("openFor", { pseudonym })}
          onClick={() => setDialog("factor")}
        >
          {factor("open")}
        </Button>
      )}
      {isSuspended || isSelf ? null : (
        <Button
          variant="subtle"
          size="xs"
          aria-label={t("suspend.openFor", { pseudonym })}
          onClick={() => setDialog("suspend")}
        >
          {t("suspend.open")}
        </Button>
      )}
      {dialog === "roles" ? (
        <RolesDialog id={id} pseudonym={pseudonym} roles={roles} onClose={close} secondPerson={secondPerson} />
      ) : null}
      {dialog === "reset" ? <ResetDialog id={id} pseudonym={pseudonym} onClose={close} /> : null}
      {dialog === "factor" ? (
        <FactorDialog id={id} pseudonym={pseudonym} secondPerson={secondPerson} onClose={close} />
      ) : null}
      {dialog === "suspend" ? <SuspendDialog id={id} pseudonym={pseudonym} onClose={close} /> : null}
    </>
  );
}
