"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import type { PendingInvitation } from "@/lib/queries/list-people";
import { ActionError } from "@/lib/ui/action-error";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { revokeLink } from "../actions";
import classes from "./people.module.css";

export function PendingInvitations({ invitations }: { invitations: readonly PendingInvitation[] }) {
  const t = useTranslations("people.pending");
  const role = useTranslations("vocabulary.role");
  const { execute, result, isPending, input } = useAction(revokeLink, {
    onSuccess: () => toast({ message: t("revoked"), tone: "green" }),
  });
  if (invitations.length === 0) return <p className={classes.quiet}>{t("none")}</p>;
  return (
    <>
      <ul className={classes.links}>
        {invitations.map(({ id, note, roles, invitedBy, expiresAt }) => (
          <li key={id}>
            <span className={classes.name}>{note === "" ? t("noNote") : t("for", { note })}</span>
            <span>{roles.map((name) => role(name)).join(", ")}</span>
            <span className={classes.quiet}>
              {t("by", { pseudonym: invitedBy })}, {t("until")} <RelativeTime instant={expiresAt} variant="date" />
            </span>
            <Button variant="subtle" size="xs" loading={isPending && input.id === id} onClick={() => execute({ id })}>
              {t("revoke")}
            </Button>
          </li>
        ))}
      </ul>
      <ActionError result={result} />
    </>
  );
}
