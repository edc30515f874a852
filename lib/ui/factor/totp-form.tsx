"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import type { ToldError } from "@/lib/domain/errors";
import { CopyButton } from "../copy-button";
import { formText } from "../form-text";
import { hintBelow } from "../hint-below";
import { useErrorText } from "../use-error-text";
import { type AddingActions, refusalOf } from "./factor-actions";
import classes from "./factor.module.css";

export interface TotpOffer {
  secret: string;
  square: { size: number; path: string };
}

interface TotpFormProps {
  offer: TotpOffer;
  addTotp: AddingActions["addTotp"];
  onDone: (codes: string[] | null) => void;
}

/** The square, the secret for who has no camera, and the code that proves that the app has it. */
export function TotpForm({ offer, addTotp, onDone }: TotpFormProps) {
  const t = useTranslations("factor.enrol");
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<ToldError | null>(null);
  const [isPending, startTransition] = useTransition();
  const { size, path } = offer.square;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const code = formText(new FormData(event.currentTarget), "code");
        startTransition(async () => {
          const answer = await addTotp({ code }).catch(() => undefined);
          const refused = refusalOf(answer);
          setRefusal(refused);
          if (refused === null) onDone(answer?.data?.codes ?? null);
        });
      }}
    >
      <Stack gap="lg">
        <div className={classes.scan}>
          <svg
            className={classes.square}
            viewBox={`0 0 ${String(size)} ${String(size)}`}
            shapeRendering="crispEdges"
            role="img"
            aria-label={t("square")}
          >
            <rect width={size} height={size} fill="white" />
            <path d={path} fill="black" />
          </svg>
          <div>
            <p className={classes.step}>{t("scan")}</p>
            <p className={classes.text}>{t("scanHint")}</p>
          </div>
        </div>
        <div>
          <p className={classes.text}>{t("noCamera")}</p>
          <div className={classes.secret}>
            <code>{offer.secret}</code>
            <CopyButton value={offer.secret.replaceAll(" ", "")} what={t("secretWhat")} />
          </div>
        </div>
        <TextInput
          {...hintBelow}
          name="code"
          className={classes.code}
          size="md"
          label={t("code")}
          description={t("codeHint")}
          error={refusal === null ? undefined : errorText(refusal)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={isPending} fullWidth>
          {t("submit")}
        </Button>
      </Stack>
    </form>
  );
}
