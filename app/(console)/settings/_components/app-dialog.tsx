"use client";

import { Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { addTotp, askNewTotp } from "@/lib/actions/second-factor";
import type { ToldError } from "@/lib/domain/errors";
import { ActionError } from "@/lib/ui/action-error";
import { refusalOf } from "@/lib/ui/factor/factor-actions";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { TotpForm, type TotpOffer } from "@/lib/ui/factor/totp-form";

interface AppDialogProps {
  onClose: () => void;
  onDone: (codes: string[] | null) => void;
}

export function AppDialog({ onClose, onDone }: AppDialogProps) {
  const t = useTranslations("factor.panel");
  const ask = useConfirmed(askNewTotp);
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  const [refusal, setRefusal] = useState<ToldError | null>(null);
  useEffect(() => {
    let isHere = true;
    void ask()
      .catch(() => undefined)
      .then((answer) => {
        if (!isHere) return;
        setOffer(answer?.data ?? null);
        setRefusal(refusalOf(answer));
      });
    return () => {
      isHere = false;
    };
  }, [ask]);
  return (
    <Modal opened onClose={onClose} title={t("appDialog")} closeButtonProps={{ "aria-label": t("cancel") }}>
      {offer === null ? null : <TotpForm offer={offer} addTotp={addTotp} onDone={onDone} />}
      <ActionError result={refusal === null ? {} : { serverError: refusal }} />
    </Modal>
  );
}
