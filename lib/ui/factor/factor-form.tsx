"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import type { FactorWays, ShownFactor } from "@/lib/domain/access/second-factor";
import type { ToldError } from "@/lib/domain/errors";
import { formText } from "../form-text";
import { hintBelow } from "../hint-below";
import { PasswordField } from "../password-field";
import { useErrorText } from "../use-error-text";
import { refusalOf, type ShowingActions } from "./factor-actions";
import classes from "./factor.module.css";
import { readPasskey, useHasPasskeys } from "./passkeys";

interface FactorFormProps {
  ways: FactorWays;
  actions: ShowingActions;
  onDone: () => void;
}

/** Above another dialog, Escape is this one's alone. */
const ownEscape = { "data-mantine-stop-propagation": "true" };

/** Asks for a code of the app, a recovery code, a passkey, or the password where there is no factor: whatever this person has. */
export function FactorForm({ ways, actions, onDone }: FactorFormProps) {
  const t = useTranslations("factor.confirm");
  const errorText = useErrorText();
  const hasPasskeys = useHasPasskeys() && ways.hasPasskey;
  const [isRecovery, setRecovery] = useState(false);
  const [refusal, setRefusal] = useState<ToldError | null>(null);
  const [isPending, startTransition] = useTransition();
  const kind = isRecovery ? "recovery" : ways.hasTotp ? "code" : ways.hasPassword ? "password" : null;

  const show = async (shown: ShownFactor) => {
    const refused = refusalOf(await actions.showFactor(shown).catch(() => undefined));
    setRefusal(refused);
    if (refused === null) onDone();
  };
  const showPasskey = async () => {
    const asked = await actions.askPasskey().catch(() => undefined);
    const answer = asked?.data && (await readPasskey(asked.data));
    if (answer) return show({ passkey: answer as Extract<ShownFactor, { passkey: unknown }>["passkey"] });
    setRefusal(refusalOf(asked) ?? { code: "forbidden", reason: "passkey_refused" });
  };
  const error = refusal === null ? undefined : errorText(refusal);
  const field = { ...ownEscape, ...hintBelow, size: "md", error, "data-autofocus": true } as const;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() =>
          show(kind === "password" ? { password: formText(form, "password") } : { code: formText(form, "code") }),
        );
      }}
    >
      <Stack gap="lg">
        {kind === "password" ? (
          <PasswordField {...field} name="password" label={t("password")} autoComplete="current-password" autoFocus />
        ) : kind === null ? null : (
          <TextInput
            {...field}
            key={kind}
            name="code"
            className={classes.code}
            label={t(kind)}
            description={t(`${kind}Hint`)}
            inputMode={kind === "code" ? "numeric" : "text"}
            autoComplete={kind === "code" ? "one-time-code" : "off"}
            spellCheck={false}
            maxLength={40}
            required
            withAsterisk={false}
            autoFocus
          />
        )}
        {kind === null ? (
          <div role="alert">{error === undefined ? null : <p className={classes.error}>{error}</p>}</div>
        ) : (
          <Button {...ownEscape} type="submit" size="md" loading={isPending} fullWidth>
            {t("submit")}
          </Button>
        )}
        {hasPasskeys ? (
          <Button
            {...ownEscape}
            variant={kind === null ? "filled" : "default"}
            size="md"
            fullWidth
            leftSection={<IconFingerprint size={16} stroke={1.5} />}
            disabled={isPending}
            onClick={() => startTransition(showPasskey)}
          >
            {t("passkey")}
          </Button>
        ) : null}
        {ways.codesLeft > 0 ? (
          <button
            {...ownEscape}
            type="button"
            className={classes.other}
            onClick={() => {
              setRefusal(null);
              setRecovery(!isRecovery);
            }}
          >
            {isRecovery ? (ways.hasTotp ? t("useCode") : t("cancel")) : t("useRecovery")}
          </button>
        ) : null}
        {kind === null && !hasPasskeys && ways.codesLeft === 0 ? <p className={classes.text}>{t("noWay")}</p> : null}
      </Stack>
    </form>
  );
}
