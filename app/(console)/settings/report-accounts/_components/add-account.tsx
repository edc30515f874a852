"use client";

import { Button, Modal } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { toast } from "@/lib/ui/toast";
import { addAccount } from "../actions";
import { AccountForm } from "./account-form";

export function AddAccount() {
  const t = useTranslations("report-accounts");
  const [isOpen, setOpen] = useState(false);
  const { execute, result, isPending, reset } = useAction(useConfirmed(addAccount), {
    onSuccess: () => {
      setOpen(false);
      toast({ message: t("added"), tone: "green" });
    },
  });
  const close = () => {
    setOpen(false);
    reset();
  };
  return (
    <>
      <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpen(true)}>
        {t("add")}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t("add")} closeButtonProps={{ "aria-label": t("cancel") }}>
        <AccountForm result={result} isPending={isPending} onSubmit={execute} onClose={close} />
      </Modal>
    </>
  );
}
