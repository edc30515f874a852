"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { askForLink } from "../actions";

export function ForgottenForm() {
  const t = useTranslations("auth");
  const { execute, result, hasSucceeded, isPending } = useAction(askForLink);
  if (hasSucceeded) return <p role="status">{t("forgotten.sent")}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        execute({ email: formText(new FormData(event.currentTarget), "email") });
      }}
    >
      <Stack gap="xl">
        <TextInput
          name="email"
          type="email"
          label={t("email")}
          autoComplete="username"
          size="md"
          maxLength={254}
          required
          withAsterisk={false}
          autoFocus
        />
        <ActionError result={result} />
        <Button type="submit" size="md" loading={isPending} fullWidth>
          {t("forgotten.submit")}
        </Button>
      </Stack>
    </form>
  );
}
