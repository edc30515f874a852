"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ListedChannel } from "@/lib/queries/list-channels";
import type { SecondPerson } from "@/lib/queries/list-proposals";
import { AddressDialog } from "./address-dialog";
import { ChannelDialog } from "./channel-dialog";

interface ChannelButtonsProps {
  channel: ListedChannel;
  label: string;
  secondPerson: SecondPerson;
}

export function ChannelButtons({ channel, label, secondPerson }: ChannelButtonsProps) {
  const t = useTranslations("platforms");
  const [dialog, setDialog] = useState<"edit" | "address" | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Button variant="subtle" size="xs" aria-label={t("editFor", { label })} onClick={() => setDialog("edit")}>
        {t("edit")}
      </Button>
      {channel.kind === "in_app" || channel.kind === "phone" ? null : (
        <Button variant="subtle" size="xs" aria-label={t("moveFor", { label })} onClick={() => setDialog("address")}>
          {t("move")}
        </Button>
      )}
      {dialog === "edit" ? <ChannelDialog channel={channel} label={label} onClose={close} /> : null}
      {dialog === "address" ? (
        <AddressDialog channel={channel} label={label} secondPerson={secondPerson} onClose={close} />
      ) : null}
    </>
  );
}
