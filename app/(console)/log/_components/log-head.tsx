"use client";

import { Button } from "@mantine/core";
import { IconClipboard, IconFileTypeCsv } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { routes } from "@/lib/routes";
import { LinkButton } from "@/lib/ui/link-button";
import { PageTitle } from "@/lib/ui/page-title";
import { toast } from "@/lib/ui/toast";

interface LogHeadProps {
  mayImport: boolean;
  onPaste: (text: string) => void;
}

export function LogHead({ mayImport, onPaste }: LogHeadProps) {
  const t = useTranslations("log");
  const [canPaste, setCanPaste] = useState(false);
  // Only a browser that hands out its clipboard gets the button.
  useEffect(() => setCanPaste("clipboard" in navigator && "readText" in navigator.clipboard), []);
  const paste = async () => {
    try {
      onPaste(await navigator.clipboard.readText());
    } catch {
      toast({ message: t("pasteRefused"), tone: "amber" });
    }
  };
  const actions = (
    <>
      {canPaste ? (
        <Button
          variant="subtle"
          color="gray"
          fw={400}
          px={8}
          leftSection={<IconClipboard size={16} stroke={1.5} />}
          onClick={paste}
        >
          {t("paste")}
        </Button>
      ) : null}
      {mayImport ? (
        <LinkButton
          href={routes.imports()}
          variant="subtle"
          color="gray"
          fw={400}
          px={8}
          leftSection={<IconFileTypeCsv size={16} stroke={1.5} />}
        >
          {t("importCsv")}
        </LinkButton>
      ) : null}
    </>
  );
  return <PageTitle actions={actions}>{t("title")}</PageTitle>;
}
