"use client";

import { Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { RecoveryCodes } from "@/lib/ui/factor/recovery-codes";

export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations("factor.codes");
  return (
    <Modal opened onClose={onClose} title={t("title")} closeOnClickOutside={false} withCloseButton={false}>
      <RecoveryCodes codes={codes} onDone={onClose} />
    </Modal>
  );
}
