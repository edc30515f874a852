"use client";

import { Button, Stack } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { LinkButton } from "@/lib/ui/link-button";
import { PasswordField } from "@/lib/ui/password-field";
import { choosePassword } from "../actions";

export function ResetForm({ token }: { token: string }) {
  const t = useTranslations("auth");
  const { execute, result, hasSucceeded, isPending } = useAction(choosePassword);
  if (hasSucceeded) {
    return (
      <Stack gap="xl">
        <p role="status">{t("reset.done")}</p>
        <LinkButton href={routes.signIn()} variant="filled">
          {t("signIn.submit")}
        </LinkButton>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        execute({ token, password: formText(new FormData(event.currentTarget), "password") });
      }}
    >
      <Stack gap="xl">
        <PasswordField
          name="password"
          label={t("password")}
          description={t("passwordHint")}
          autoComplete="new-password"
          size="md"
          minLength={12}
          maxLength={400}
          autoFocus
        />
        <ActionError result={result} />
        <Button type="submit" size="md" loading={isPending} fullWidth>
          {t("reset.submit")}
        </Button>
      </Stack>
    </form>
  );
}
