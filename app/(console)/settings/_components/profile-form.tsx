"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useLocale, useTranslations } from "next-intl";
import type { Role } from "@/lib/domain/case/vocabulary";
import { isLocale, locales } from "@/lib/i18n/locales";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { saveProfile } from "../actions";
import classes from "./settings.module.css";

interface ProfileFormProps {
  email: string;
  pseudonym: string;
  roles: readonly Role[];
  locale: string | null;
}

export function ProfileForm({ email, pseudonym, roles, locale }: ProfileFormProps) {
  const t = useTranslations("settings");
  const auth = useTranslations("auth");
  const role = useTranslations("vocabulary.role");
  const language = useTranslations("shell.language");
  const current = useLocale();
  const { execute, result, isPending } = useAction(saveProfile, {
    onSuccess: () => toast({ message: t("saved"), tone: "green" }),
  });
  return (
    <Panel title={t("profile.title")}>
      <dl className={classes.known}>
        <dt>{t("profile.signInAs")}</dt>
        <dd>{email}</dd>
        <dt>{t("profile.roles")}</dt>
        <dd>{roles.length === 0 ? t("profile.noRoles") : roles.map((name) => role(name)).join(", ")}</dd>
      </dl>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const chosen = form.get("locale");
          execute({ pseudonym: formText(form, "pseudonym"), locale: isLocale(chosen) ? chosen : current });
        }}
      >
        <div className={classes.fields}>
          <TextInput
            {...hintBelow}
            name="pseudonym"
            label={auth("pseudonym")}
            description={t("profile.pseudonymHint")}
            defaultValue={pseudonym}
            maxLength={60}
            required
            withAsterisk={false}
            autoComplete="nickname"
          />
          <Select
            {...hintBelow}
            name="locale"
            label={t("profile.language")}
            description={t("profile.languageHint")}
            defaultValue={locale ?? current}
            data={locales.map((value) => ({ value, label: language(value) }))}
            allowDeselect={false}
          />
        </div>
        <div className={classes.foot}>
          <ActionError result={result} />
          <Button type="submit" variant="default" loading={isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
