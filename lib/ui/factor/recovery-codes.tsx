"use client";

import { Button, Group, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "../copy-button";
import classes from "./factor.module.css";

interface RecoveryCodesProps {
  codes: readonly string[];
  onDone: () => void;
}

/** Shown now and never again. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const t = useTranslations("factor.codes");
  const text = `${codes.join("\n")}\n`;
  return (
    <Stack gap="lg">
      <p className={classes.text}>{t("lead")}</p>
      <ol className={classes.codes} aria-label={t("list")}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Group gap="sm">
        <CopyButton value={text} what={t("what")} variant="button" />
        <Button
          component="a"
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} stroke={1.5} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="demasque-recovery-codes.txt"
        >
          {t("download")}
        </Button>
      </Group>
      <Button size="md" fullWidth onClick={onDone} data-autofocus autoFocus>
        {t("kept")}
      </Button>
    </Stack>
  );
}
