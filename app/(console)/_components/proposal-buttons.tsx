"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { saying } from "@/lib/ui/saying";
import { toast } from "@/lib/ui/toast";
import { confirm, decline, withdraw } from "../proposal-actions";
import classes from "./waiting-panel.module.css";

interface ProposalButtonsProps {
  id: string;
  about: string;
  mayDecide: boolean;
  isOwn: boolean;
}

export function ProposalButtons({ id, about, mayDecide, isOwn }: ProposalButtonsProps) {
  const t = useTranslations("proposals");
  const done = (ending: "confirmed" | "lapsed" | "declined" | "withdrawn") =>
    toast({ message: t(`done.${ending}`, { about }), tone: ending === "lapsed" ? "amber" : "green" });
  const confirming = useAction(saying(useConfirmed(confirm), (ending) => done(ending ?? "lapsed")));
  const declining = useAction(saying(decline, () => done("declined")));
  const withdrawing = useAction(saying(withdraw, () => done("withdrawn")));
  return (
    <div className={classes.buttons}>
      {mayDecide ? (
        <>
          <Button
            variant="default"
            size="xs"
            aria-label={t("confirmFor", { about })}
            loading={confirming.isPending}
            onClick={() => confirming.execute({ id })}
          >
            {t("confirm")}
          </Button>
          <Button
            variant="subtle"
            size="xs"
            aria-label={t("declineFor", { about })}
            loading={declining.isPending}
            onClick={() => declining.execute({ id })}
          >
            {t("decline")}
          </Button>
        </>
      ) : null}
      {isOwn ? (
        <Button
          variant="subtle"
          size="xs"
          aria-label={t("withdrawFor", { about })}
          loading={withdrawing.isPending}
          onClick={() => withdrawing.execute({ id })}
        >
          {t("withdraw")}
        </Button>
      ) : null}
      <ActionError result={confirming.result} />
      <ActionError result={declining.result} />
      <ActionError result={withdrawing.result} />
    </div>
  );
}
