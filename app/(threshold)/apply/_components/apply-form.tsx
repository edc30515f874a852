"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { routes } from "@/lib/routes";
import { ApplicationFields, applicationOf } from "@/lib/ui/application-fields";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { LinkButton } from "@/lib/ui/link-button";
import { PasswordField } from "@/lib/ui/password-field";
import { useRun } from "@/lib/ui/use-run";
import { sendApplication } from "../actions";
import classes from "./apply.module.css";

export function ApplyForm() {
  const t = useTranslations("vetting.apply");
  const auth = useTranslations("auth");
  const [isSent, setSent] = useState(false);
  const { run, isBusy, problem } = useRun();
  if (isSent) {
    return (
      <div className={classes.told} role="status">
        <h2>{t("sentTitle")}</h2>
        <p>{t("sent")}</p>
        <LinkButton href={routes.signIn()} variant="default">
          {t("toSignIn")}
        </LinkButton>
      </div>
    );
  }
  const plain = { ...hintBelow, required: true, withAsterisk: false } as const;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const own = { pseudonym: formText(form, "pseudonym"), email: formText(form, "email") };
        const input = { ...applicationOf(form), ...own, password: formText(form, "password") };
        void run(
          () => sendApplication(input),
          () => setSent(true),
        );
      }}
    >
      <Stack gap="xl">
        <ApplicationFields />
        <TextInput
          {...plain}
          name="pseudonym"
          label={auth("pseudonym")}
          description={auth("pseudonymHint")}
          autoComplete="nickname"
          maxLength={60}
        />
        <TextInput
          {...plain}
          name="email"
          type="email"
          label={auth("email")}
          description={t("emailHint")}
          autoComplete="username"
          maxLength={254}
        />
        <PasswordField
          {...plain}
          name="password"
          label={auth("password")}
          description={auth("passwordHint")}
          autoComplete="new-password"
          minLength={12}
          maxLength={400}
        />
        {problem}
        <Button type="submit" size="md" loading={isBusy} style={{ alignSelf: "start" }}>
          {t("submit")}
        </Button>
      </Stack>
    </form>
  );
}
