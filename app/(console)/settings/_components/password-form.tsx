"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { Panel } from "@/lib/ui/panel";
import { PasswordField } from "@/lib/ui/password-field";
import { toast } from "@/lib/ui/toast";
import { savePassword } from "../actions";
import classes from "./settings.module.css";

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("settings.password");
  const auth = useTranslations("auth");
  // A changed password takes what was typed off the screen.
  const [round, setRound] = useState(0);
  const { execute, result, isPending } = useAction(savePassword, {
    onSuccess: () => {
      toast({ message: t("done"), tone: "green" });
      setRound(round + 1);
    },
  });
  return (
    <Panel title={t("title")}>
      <form
        key={round}
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          execute({ present: formText(form, "present"), next: formText(form, "next") });
        }}
      >
        <input type="text" name="username" defaultValue={email} autoComplete="username" hidden readOnly />
        <div className={classes.fields}>
          <PasswordField name="present" label={t("present")} autoComplete="current-password" maxLength={400} />
          <PasswordField
            name="next"
            label={t("next")}
            description={auth("passwordHint")}
            autoComplete="new-password"
            minLength={12}
            maxLength={400}
          />
        </div>
        <div className={classes.foot}>
          <ActionError result={result} />
          <Button type="submit" variant="default" loading={isPending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
