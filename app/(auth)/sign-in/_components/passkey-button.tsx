"use client";

import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { askAnyPasskey } from "@/lib/actions/second-factor";
import type { ToldError } from "@/lib/domain/errors";
import { ActionError } from "@/lib/ui/action-error";
import { refusalOf } from "@/lib/ui/factor/factor-actions";
import { readPasskey, useHasPasskeys } from "@/lib/ui/factor/passkeys";
import { enterWithPasskey } from "../../_components/enter";

/** Instead of address, password and code: a passkey that verified its person. */
export function PasskeyButton({ next }: { next: string }) {
  const t = useTranslations("factor");
  const hasPasskeys = useHasPasskeys();
  const [refusal, setRefusal] = useState<ToldError | null>(null);
  const [isPending, startTransition] = useTransition();
  if (!hasPasskeys) return null;
  const enter = async (): Promise<ToldError | null> => {
    const asked = await askAnyPasskey().catch(() => undefined);
    const answer = asked?.data && (await readPasskey(asked.data));
    if (!answer) return refusalOf(asked) ?? { code: "forbidden", reason: "passkey_refused" };
    return enterWithPasskey(answer, next);
  };
  return (
    <>
      <Button
        variant="default"
        size="md"
        fullWidth
        leftSection={<IconFingerprint size={16} stroke={1.5} />}
        loading={isPending}
        onClick={() => startTransition(async () => setRefusal(await enter()))}
      >
        {t("signIn.passkey")}
      </Button>
      <ActionError result={refusal === null ? {} : { serverError: refusal }} />
    </>
  );
}
