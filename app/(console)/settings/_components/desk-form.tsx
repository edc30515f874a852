"use client";

import { Button, Textarea, TextInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import type { Settings } from "@/lib/domain/settings";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { saveSettings } from "../actions";
import classes from "./settings.module.css";

export function DeskForm({ settings }: { settings: Settings }) {
  const t = useTranslations("settings");
  const { execute, result, isPending } = useAction(saveSettings, {
    onSuccess: () => toast({ message: t("saved"), tone: "green" }),
  });
  return (
    <Panel title={t("desk.title")}>
      <p className={classes.text}>{t("desk.intro")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          execute({
            organisation_name: formText(form, "organisation_name"),
            role_mailbox: formText(form, "role_mailbox"),
            signatory: formText(form, "signatory"),
            independence: formText(form, "independence"),
          });
        }}
      >
        <div className={classes.fields}>
          <TextInput
            className={classes.wide}
            name="organisation_name"
            label={t("desk.name")}
            defaultValue={settings.organisation_name}
            maxLength={120}
            autoComplete="organization"
          />
          <TextInput
            {...hintBelow}
            name="role_mailbox"
            type="email"
            label={t("desk.mailbox")}
            description={t("desk.mailboxHint")}
            defaultValue={settings.role_mailbox}
            maxLength={254}
            autoComplete="off"
          />
          <TextInput
            {...hintBelow}
            name="signatory"
            label={t("desk.signatory")}
            description={t("desk.signatoryHint")}
            defaultValue={settings.signatory}
            maxLength={120}
            autoComplete="off"
          />
          <Textarea
            {...hintBelow}
            className={classes.wide}
            name="independence"
            label={t("desk.independence")}
            description={t("desk.independenceHint")}
            defaultValue={settings.independence}
            maxLength={2000}
            autosize
            minRows={2}
            maxRows={10}
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
