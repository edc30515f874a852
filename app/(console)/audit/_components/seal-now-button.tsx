"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { ActionError } from "@/lib/ui/action-error";
import { toast } from "@/lib/ui/toast";
import { sealNow } from "../actions";

export function SealNowButton() {
  const t = useTranslations("audit.seal");
  const { execute, result, isPending } = useAction(sealNow, {
    onSuccess: ({ data }) => toast({ message: t("done", { count: data }), tone: "green" }),
  });
  return (
    <>
      <Button variant="default" loading={isPending} onClick={() => execute()}>
        {t("now")}
      </Button>
      <ActionError result={result} />
    </>
  );
}
