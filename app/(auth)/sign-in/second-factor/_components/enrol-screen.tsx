"use client";

import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { addPasskey, addTotp, askNewPasskey } from "@/lib/actions/second-factor";
import type { ToldError } from "@/lib/domain/errors";
import { ActionError } from "@/lib/ui/action-error";
import { addNewPasskey } from "@/lib/ui/factor/new-passkey";
import { useHasPasskeys } from "@/lib/ui/factor/passkeys";
import { RecoveryCodes } from "@/lib/ui/factor/recovery-codes";
import { TotpForm, type TotpOffer } from "@/lib/ui/factor/totp-form";
import { LinkButton } from "@/lib/ui/link-button";
import classes from "./enrol.module.css";

interface EnrolScreenProps {
  /** Null once a factor is there. */
  offer: TotpOffer | null;
  next: string;
  canHavePasskeys: boolean;
  signOut: () => Promise<void>;
}

export function EnrolScreen({ offer, next, canHavePasskeys, signOut }: EnrolScreenProps) {
  const t = useTranslations("factor");
  const hasPasskeys = useHasPasskeys() && canHavePasskeys;
  const [codes, setCodes] = useState<string[] | null>(null);
  const [refusal, setRefusal] = useState<ToldError | undefined>();
  const [isPending, startTransition] = useTransition();
  const goOn = () => window.location.assign(next);
  if (codes !== null) {
    return (
      <>
        <h1>{t("codes.title")}</h1>
        <RecoveryCodes codes={codes} onDone={goOn} />
      </>
    );
  }
  if (offer === null) {
    return (
      <>
        <h1>{t("enrol.doneTitle")}</h1>
        <p className={classes.lead}>{t("enrol.done")}</p>
        <LinkButton href={next}>{t("enrol.submit")}</LinkButton>
      </>
    );
  }
  const done = (made: string[] | null) => (made === null ? goOn() : setCodes(made));
  return (
    <>
      <h1>{t("enrol.title")}</h1>
      <p className={classes.lead}>{t("enrol.lead")}</p>
      <TotpForm offer={offer} addTotp={addTotp} onDone={done} />
      {hasPasskeys ? (
        <div className={classes.or}>
          <p className={classes.rule}>
            <span>{t("enrol.or")}</span>
          </p>
          <Button
            variant="default"
            size="md"
            fullWidth
            leftSection={<IconFingerprint size={16} stroke={1.5} />}
            loading={isPending}
            onClick={() =>
              startTransition(async () => {
                const added = await addNewPasskey({ askNewPasskey, addPasskey }, t("panel.nameDefault"));
                if ("refusal" in added) setRefusal(added.refusal);
                else done(added.codes);
              })
            }
          >
            {t("enrol.passkey")}
          </Button>
          <p className={classes.hint}>{t("enrol.passkeyHint")}</p>
          <ActionError result={{ serverError: refusal }} />
        </div>
      ) : null}
      <form action={signOut} className={classes.else}>
        <button type="submit">{t("enrol.else")}</button>
      </form>
    </>
  );
}
