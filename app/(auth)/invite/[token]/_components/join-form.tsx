"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { PasswordField } from "@/lib/ui/password-field";
import { useErrorText } from "@/lib/ui/use-error-text";
import { enterWithPassword } from "../../../_components/enter";
import { joinDesk } from "../actions";

type Answer = Awaited<ReturnType<typeof joinDesk>>;
interface State {
  answer: Pick<Answer, "serverError" | "validationErrors">;
  typed: Record<"email" | "pseudonym", string>;
}

export function JoinForm({ token }: { token: string }) {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [{ answer, typed }, submit, isPending] = useActionState<State, FormData>(
    async (_, form) => {
      const given = { email: formText(form, "email"), pseudonym: formText(form, "pseudonym") };
      const password = formText(form, "password");
      const { serverError, validationErrors } = await joinDesk({ ...given, password, token });
      if (serverError || validationErrors) return { typed: given, answer: { serverError, validationErrors } };
      const refusal = await enterWithPassword(given.email, password, routes.home());
      return { typed: given, answer: refusal === null ? {} : { serverError: refusal } };
    },
    { answer: {}, typed: { email: "", pseudonym: "" } },
  );
  const isPassword = answer.serverError?.reason?.startsWith("password_") === true;
  const plain = { ...hintBelow, size: "md", required: true, withAsterisk: false } as const;
  return (
    <form action={submit}>
      <Stack gap="xl">
        <TextInput
          {...plain}
          name="pseudonym"
          label={t("pseudonym")}
          description={t("pseudonymHint")}
          defaultValue={typed.pseudonym}
          autoComplete="nickname"
          maxLength={60}
          autoFocus
        />
        <TextInput
          {...plain}
          name="email"
          type="email"
          label={t("email")}
          description={t("invitation.emailHint")}
          defaultValue={typed.email}
          autoComplete="username"
          maxLength={254}
        />
        <PasswordField
          {...plain}
          name="password"
          label={t("password")}
          description={t("passwordHint")}
          error={isPassword && answer.serverError ? errorText(answer.serverError) : undefined}
          autoComplete="new-password"
          minLength={12}
          maxLength={400}
        />
        {isPassword ? null : <ActionError result={answer} />}
        <Button type="submit" size="md" loading={isPending} fullWidth>
          {t("invitation.submit")}
        </Button>
      </Stack>
    </form>
  );
}
