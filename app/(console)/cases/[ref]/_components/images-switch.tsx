"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type SwitchReason, switchOffReasons, switchReasons } from "@/lib/domain/images/picture";
import { switchStored } from "../image-actions";
import { ReasonDialog } from "./reason-dialog";
import { useCommand } from "./use-command";

/** Whether pictures are kept for this case at all: somebody's decision, with a reason. */
export function ImagesSwitch({ caseId, isOn }: { caseId: string; isOn: boolean }) {
  const t = useTranslations("images");
  const router = useRouter();
  const { run, isBusy, problem } = useCommand();
  const [isAsking, setAsking] = useState(false);
  const reasons: readonly SwitchReason[] = isOn ? switchOffReasons : switchReasons;
  const words = isOn ? "switchOff" : "switchOn";

  async function confirm(chosen: string) {
    const reason = reasons.find((one) => one === chosen);
    if (reason === undefined) return;
    if ((await run(() => switchStored({ id: caseId, isOn: !isOn, reason }))) === null) return;
    setAsking(false);
    router.refresh();
  }

  return (
    <>
      <Button size="xs" variant={isOn ? "subtle" : "default"} onClick={() => setAsking(true)}>
        {t(`${words}.do`)}
      </Button>
      {isAsking ? (
        <ReasonDialog
          title={t(`${words}.title`)}
          legend={t("why")}
          options={reasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
          confirmLabel={t(`${words}.do`)}
          isBusy={isBusy}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => void confirm(reason)}
        >
          <p>{t(`${words}.body`)}</p>
          {problem}
        </ReasonDialog>
      ) : null}
    </>
  );
}
