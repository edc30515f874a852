"use client";

import { Button, Checkbox, Group, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { identifyingParts } from "@/lib/domain/traces/identifying";
import { readLink } from "@/lib/domain/traces/read-link";
import { defang } from "@/lib/ui/defang";
import classes from "./trace-panel.module.css";

interface TraceDialogProps {
  link: string;
  onClose: () => void;
  onConfirm: (isAcknowledged: boolean) => void;
}

/** What opening a link gives away, said before it is opened; a link that may name its reader wants a tick as well. */
export function TraceDialog({ link, onClose, onConfirm }: TraceDialogProps) {
  const t = useTranslations("traces.dialog");
  const [isSeen, setSeen] = useState(false);
  const parts = identifyingParts(readLink(link) ?? "");
  const mayIdentify = parts.length > 0;
  return (
    <Modal opened onClose={onClose} title={t("title")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <p className={classes.whole}>{defang(link.trim())}</p>
      <p>{t("body")}</p>
      <p>{t("wrapped")}</p>
      {mayIdentify ? (
        <div className={classes.warning}>
          <h3>{t("identifyTitle")}</h3>
          <ul>
            {parts.map((part) => (
              <li key={part}>{t(`identify.${part}`)}</li>
            ))}
          </ul>
          <p>{t("identifyBody")}</p>
          <Checkbox
            label={t("acknowledge")}
            checked={isSeen}
            onChange={(event) => setSeen(event.currentTarget.checked)}
          />
        </div>
      ) : null}
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button disabled={mayIdentify && !isSeen} onClick={() => onConfirm(isSeen)}>
          {t("confirm")}
        </Button>
      </Group>
    </Modal>
  );
}
