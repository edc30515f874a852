"use client";

import { openSpotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { Kbd } from "../kbd";
import classes from "./command-field.module.css";

/** Looks like a field, opens the palette, where the typing is done. */
export function CommandField() {
  const t = useTranslations("shell.command");
  return (
    <button
      type="button"
      className={classes.field}
      aria-label={t("label")}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={openSpotlight}
    >
      <IconSearch size={15} stroke={1.75} aria-hidden="true" />
      <span className={classes.text} aria-hidden="true">
        {t("placeholder")}
      </span>
      <span className={classes.hint}>
        <Kbd keys="mod+k" />
      </span>
    </button>
  );
}
