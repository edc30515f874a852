"use client";

import { Button, Checkbox, Group, Modal, NativeSelect, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { type Filer, filers } from "@/lib/domain/notices/channel-seed";
import type { ListedChannel } from "@/lib/queries/list-channels";
import { ActionError } from "@/lib/ui/action-error";
import { toast } from "@/lib/ui/toast";
import { saveChannel } from "../actions";

interface ChannelDialogProps {
  channel: ListedChannel;
  label: string;
  onClose: () => void;
}

export function ChannelDialog({ channel, label, onClose }: ChannelDialogProps) {
  const t = useTranslations("platforms");
  const { execute, result, isPending } = useAction(saveChannel, {
    onSuccess: () => {
      toast({ message: t("saved", { label }), tone: "green" });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("editFor", { label })} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          execute({
            id: channel.id,
            whoMayFile: form.get("whoMayFile") as Filer,
            isEnabled: form.has("isEnabled"),
            isVerified: form.has("isVerified"),
          });
        }}
      >
        <Stack gap="lg">
          <NativeSelect
            name="whoMayFile"
            label={t("column.who")}
            defaultValue={channel.whoMayFile}
            data={filers.map((value) => ({ value, label: t(`filer.${value}`) }))}
          />
          <Checkbox name="isEnabled" label={t("isEnabled")} defaultChecked={channel.isEnabled} />
          <Checkbox name="isVerified" label={t("isVerified")} description={t("isVerifiedHint")} />
          <ActionError result={result} />
          <Group justify="flex-end">
            <Button variant="subtle" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={isPending}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
