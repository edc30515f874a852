"use client";

import { Button, Group, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OwnPasskey } from "@/lib/queries/get-factors";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { RelativeTime } from "@/lib/ui/relative-time";
import { saying } from "@/lib/ui/saying";
import { toast } from "@/lib/ui/toast";
import { dropPasskey, namePasskey } from "../factor-actions";
import classes from "./settings.module.css";

export function PasskeyRow({ passkey: { id, name, createdAt, lastUsedAt } }: { passkey: OwnPasskey }) {
  const t = useTranslations("factor.panel");
  const [isNaming, setNaming] = useState(false);
  const removal = useAction(saying(useConfirmed(dropPasskey), () => toast({ message: t("removed"), tone: "green" })));
  const naming = useAction(namePasskey, {
    onSuccess: () => {
      setNaming(false);
      toast({ message: t("renamed"), tone: "green" });
    },
  });
  return (
    <li>
      <IconFingerprint size={16} stroke={1.5} aria-hidden />
      {isNaming ? (
        <form
          className={classes.what}
          onSubmit={(event) => {
            event.preventDefault();
            naming.execute({ id, name: formText(new FormData(event.currentTarget), "name") });
          }}
        >
          <Group gap="xs">
            <TextInput
              name="name"
              size="xs"
              aria-label={t("name")}
              defaultValue={name}
              maxLength={60}
              required
              autoFocus
            />
            <Button type="submit" size="xs" variant="default" loading={naming.isPending}>
              {t("save")}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setNaming(false)}>
              {t("cancel")}
            </Button>
          </Group>
        </form>
      ) : (
        <>
          <span className={classes.what}>
            <span>{name}</span>
            <span className={classes.quiet}>
              {t("since")} <RelativeTime instant={createdAt} variant="date" />,{" "}
              {lastUsedAt === null ? (
                t("unused")
              ) : (
                <>
                  {t("used")} <RelativeTime instant={lastUsedAt} />
                </>
              )}
            </span>
          </span>
          <Button variant="subtle" size="xs" aria-label={t("renameFor", { name })} onClick={() => setNaming(true)}>
            {t("rename")}
          </Button>
          <Button
            variant="subtle"
            size="xs"
            aria-label={t("removeFor", { name })}
            loading={removal.isPending}
            onClick={() => removal.execute({ id })}
          >
            {t("remove")}
          </Button>
        </>
      )}
      <ActionError result={removal.result.serverError ? removal.result : naming.result} />
    </li>
  );
}
