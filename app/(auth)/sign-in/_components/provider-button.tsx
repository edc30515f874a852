"use client";

import { Button } from "@mantine/core";
import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import classes from "./sign-in.module.css";

/** The other door: the provider of the environment, named as the desk names it. */
export function ProviderButton({ name, next }: { name: string; next: string }) {
  const t = useTranslations("auth.signIn");
  const [isLeaving, setLeaving] = useState(false);
  return (
    <div className={classes.provider}>
      <span className={classes.or}>{t("or")}</span>
      <Button
        variant="default"
        size="md"
        fullWidth
        loading={isLeaving}
        onClick={() => {
          setLeaving(true);
          void signIn("oidc", { callbackUrl: next }).catch(() => setLeaving(false));
        }}
      >
        {t("provider", { name })}
      </Button>
    </div>
  );
}
