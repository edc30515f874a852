"use client";

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { channelAddressSchema } from "@/lib/domain/notices/channel-edit";
import type { ListedChannel } from "@/lib/queries/list-channels";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { toast } from "@/lib/ui/toast";
import { proposeAddress } from "../actions";
import classes from "./platforms.module.css";

interface AddressDialogProps {
  channel: ListedChannel;
  label: string;
  secondPerson: SecondPerson;
  onClose: () => void;
}

const textOrNull = (text: string): string | null => text.trim() || null;

/** Where notices go is where an attacker would want them: it waits for a second person, and every reviewer is told. */
export function AddressDialog({ channel, label, secondPerson, onClose }: AddressDialogProps) {
  const t = useTranslations("platforms");
  const [wrong, setWrong] = useState<ReadonlySet<PropertyKey>>(new Set());
  const { execute, result, isPending } = useAction(useConfirmed(proposeAddress), {
    onSuccess: ({ data }) => {
      toast({ message: t(`proposed.${data}`, { label }), tone: data === "waiting" ? "amber" : "green" });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("moveFor", { label })} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const parsed = channelAddressSchema.safeParse({
            url: textOrNull(formText(form, "url")),
            mailbox: textOrNull(formText(form, "mailbox")),
          });
          setWrong(new Set(parsed.error?.issues.map(({ path }) => path[0] ?? "") ?? []));
          if (parsed.success) execute({ id: channel.id, ...parsed.data });
        }}
      >
        <Stack gap="lg">
          <p className={classes.rule}>{t(`rule.${secondPerson}`)}</p>
          {channel.kind === "email" ? null : (
            <TextInput
              {...hintBelow}
              name="url"
              type="url"
              label={t("url")}
              defaultValue={channel.url ?? ""}
              error={wrong.has("url") ? t("urlWrong") : undefined}
              maxLength={500}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
          )}
          {channel.kind === "form" ? null : (
            <TextInput
              {...hintBelow}
              name="mailbox"
              type="email"
              label={t("mailbox")}
              defaultValue={channel.mailbox ?? ""}
              error={wrong.has("mailbox") ? t("mailboxWrong") : undefined}
              maxLength={254}
              autoComplete="off"
              spellCheck={false}
            />
          )}
          <ActionError result={result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {t(secondPerson === "nobody" ? "change" : "propose")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
