"use client";

import { Button } from "@mantine/core";
import { signIn } from "next-auth/react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { routes } from "@/lib/routes";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { endLink, prepareLink } from "../identity-actions";
import classes from "./settings.module.css";

interface IdentityPanelProps {
  /** As the environment names it; null where no provider is set up. */
  provider: string | null;
  identities: readonly { id: string; issuer: string; createdAt: Date }[];
  isRefused: boolean;
}

/** Signing in elsewhere: linked by the person, signed in, and by nothing else. */
export function IdentityPanel({ provider, identities, isRefused }: IdentityPanelProps) {
  const t = useTranslations("settings.identity");
  const begin = useAction(useConfirmed(prepareLink), {
    onSuccess: () => void signIn("oidc", { callbackUrl: routes.settings() }),
  });
  const end = useAction(endLink);
  if (provider === null && identities.length === 0) return null;
  return (
    <Panel title={t("title")}>
      <p className={classes.text}>{t("intro")}</p>
      <ul className={classes.rows}>
        {identities.map(({ id, issuer, createdAt }) => (
          <li key={id}>
            <span className={classes.what}>
              <span>{new URL(issuer).host}</span>
              <span className={classes.quiet}>
                {t("since")} <RelativeTime instant={createdAt} variant="date" />
              </span>
            </span>
            <Button
              variant="subtle"
              size="xs"
              loading={end.isPending && end.input.id === id}
              onClick={() => end.execute({ id })}
            >
              {t("unlink")}
            </Button>
          </li>
        ))}
      </ul>
      {isRefused ? (
        <p role="alert" className={classes.failed}>
          {t("taken")}
        </p>
      ) : null}
      <ActionError result={begin.result} />
      <ActionError result={end.result} />
      {provider === null ? null : (
        <div className={classes.foot}>
          <Button variant="default" loading={begin.isPending} onClick={() => begin.execute()}>
            {t("link", { name: provider })}
          </Button>
        </div>
      )}
    </Panel>
  );
}
