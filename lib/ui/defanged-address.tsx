"use client";

import { Button, Group, Modal } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "./copy-button";
import { defang } from "./defang";
import classes from "./defanged-address.module.css";

interface DefangedAddressProps {
  /** The exact address. Anything that is not http or https is shown and never opened. */
  address: string;
  /** Whether it may be opened from here, after a confirmation. */
  isOpenable?: boolean;
  isCopyable?: boolean;
}

/** An address of an account under review: readable, not a link. Opening it asks first and tells the site nothing of this desk. */
export function DefangedAddress({ address, isOpenable = true, isCopyable = true }: DefangedAddressProps) {
  const t = useTranslations("ui.address");
  const [isAsking, setAsking] = useState(false);
  const canOpen = isOpenable && /^https?:\/\//i.test(address);
  return (
    <span className={classes.address}>
      <span className="visually-hidden">{t("spoken")} </span>
      <span className={classes.text}>{defang(address)}</span>
      {isCopyable ? <CopyButton value={address} /> : null}
      {canOpen ? (
        <button
          type="button"
          className={classes.open}
          aria-label={t("open")}
          title={t("open")}
          onClick={() => setAsking(true)}
        >
          <IconExternalLink size={14} />
        </button>
      ) : null}
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t("openTitle")}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <p className={classes.whole}>{defang(address)}</p>
        <p>{t("openBody")}</p>
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
          {canOpen ? (
            <Button
              component="a"
              href={address}
              target="_blank"
              rel="noreferrer noopener nofollow"
              referrerPolicy="no-referrer"
              onClick={() => setAsking(false)}
            >
              {t("openConfirm")}
            </Button>
          ) : null}
        </Group>
      </Modal>
    </span>
  );
}
