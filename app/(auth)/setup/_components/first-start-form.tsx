"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { IconTerminal2 } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { PasswordField } from "@/lib/ui/password-field";
import { TickCard } from "@/lib/ui/tick-card";
import { useErrorText } from "@/lib/ui/use-error-text";
import { routes } from "@/lib/routes";
import { enterWithPassword } from "../../_components/enter";
import { createFirstAccount } from "../actions";
import { CodeField } from "./code-field";

type Answer = Awaited<ReturnType<typeof createFirstAccount>>;
interface State {
  answer: Pick<Answer, "serverError" | "validationErrors">;
  typed: Record<"email" | "pseudonym" | "organisation", string>;
}

async function create(_: State, form: FormData): Promise<State> {
  const typed = {
    email: formText(form, "email"),
    pseudonym: formText(form, "pseudonym"),
    organisation: formText(form, "organisation"),
  };
  const password = formText(form, "password");
  const { serverError, validationErrors } = await createFirstAccount({
    ...typed,
    password,
    code: formText(form, "code"),
    reviewsToo: form.has("reviewsToo"),
    wantsSamples: form.has("wantsSamples"),
  });
  if (serverError || validationErrors) return { typed, answer: { serverError, validationErrors } };
  const refusal = await enterWithPassword(typed.email, password, routes.home());
  return { typed, answer: refusal === null ? {} : { serverError: refusal } };
}

export function FirstStartForm() {
  const t = useTranslations("auth");
  const errorText = useErrorText();
  const [{ answer, typed }, submit, isPending] = useActionState(create, {
    answer: {},
    typed: { email: "", pseudonym: "", organisation: "" },
  });
  const reason = answer.serverError?.reason ?? "";
  const under = (field: "code" | "password"): string | undefined => {
    const isHere = field === "code" ? reason === "setup_code" : reason.startsWith("password_");
    return isHere && answer.serverError ? errorText(answer.serverError) : undefined;
  };
  const isElsewhere = under("code") === undefined && under("password") === undefined;
  const plain = { ...hintBelow, size: "md", required: true, withAsterisk: false } as const;
  return (
    <form action={submit}>
      <Stack gap="xl">
        <CodeField
          name="code"
          length={8}
          label={
            <>
              <IconTerminal2 size={16} stroke={1.5} aria-hidden="true" />
              {t("firstStart.code")}
            </>
          }
          hint={t("firstStart.codeHint")}
          error={under("code")}
        />
        <TextInput
          {...plain}
          name="email"
          type="email"
          label={t("email")}
          defaultValue={typed.email}
          autoComplete="username"
          maxLength={254}
        />
        <PasswordField
          {...plain}
          name="password"
          label={t("password")}
          description={t("passwordHint")}
          error={under("password")}
          autoComplete="new-password"
          minLength={12}
          maxLength={400}
        />
        <TextInput
          {...plain}
          name="pseudonym"
          label={t("pseudonym")}
          description={t("pseudonymHint")}
          defaultValue={typed.pseudonym}
          autoComplete="nickname"
          maxLength={60}
        />
        <TextInput
          {...plain}
          name="organisation"
          label={t("firstStart.organisation")}
          defaultValue={typed.organisation}
          autoComplete="organization"
          maxLength={120}
        />
        <Stack gap="sm">
          <TickCard name="reviewsToo" label={t("firstStart.reviewsToo")} defaultChecked>
            {t("firstStart.reviewsTooHint")}
          </TickCard>
          <TickCard name="wantsSamples" label={t("firstStart.samples")} defaultChecked>
            {t("firstStart.samplesHint")}
          </TickCard>
        </Stack>
        {isElsewhere ? <ActionError result={answer} /> : null}
        <Button type="submit" size="md" loading={isPending} fullWidth>
          {t("firstStart.submit")}
        </Button>
      </Stack>
    </form>
  );
}
