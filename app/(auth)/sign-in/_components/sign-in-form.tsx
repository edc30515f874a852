"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { ToldError } from "@/lib/domain/errors";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { PasswordField } from "@/lib/ui/password-field";
import { enterWithPassword } from "../../_components/enter";
import { PasskeyButton } from "./passkey-button";

interface State {
  email: string;
  refusal?: ToldError;
}

export function SignInForm({ next, canHavePasskeys }: { next: string; canHavePasskeys: boolean }) {
  const t = useTranslations("auth");
  const [state, submit, isPending] = useActionState<State, FormData>(
    async (_, form) => {
      const email = formText(form, "email");
      const refusal = await enterWithPassword(email, formText(form, "password"), next);
      return refusal === null ? { email } : { email, refusal };
    },
    { email: "" },
  );
  return (
    <form action={submit}>
      <Stack gap="xl">
        <TextInput
          name="email"
          type="email"
          label={t("email")}
          defaultValue={state.email}
          autoComplete="username"
          size="md"
          maxLength={254}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordField
          name="password"
          label={t("password")}
          autoComplete="current-password"
          size="md"
          maxLength={1000}
        />
        <ActionError result={{ serverError: state.refusal }} />
        <Button type="submit" size="md" loading={isPending} fullWidth>
          {t("signIn.submit")}
        </Button>
        {canHavePasskeys ? <PasskeyButton next={next} /> : null}
      </Stack>
    </form>
  );
}
