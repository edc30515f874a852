"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OwnToken } from "@/lib/queries/get-settings";
import { ActionError } from "@/lib/ui/action-error";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { toast } from "@/lib/ui/toast";
import { endToken } from "../access-actions";
import classes from "./settings.module.css";
import { TokenDialog } from "./token-dialog";

export function TokenPanel({ tokens }: { tokens: readonly OwnToken[] }) {
  const t = useTranslations("settings.tokens");
  const [isOpen, setOpen] = useState(false);
  const { execute, result, isPending, input } = useAction(endToken, {
    onSuccess: () => toast({ message: t("revoked"), tone: "green" }),
  });
  return (
    <Panel title={t("title")} aside={tokens.length === 0 ? undefined : tokens.length}>
      <p className={classes.text}>{t("intro")}</p>
      {tokens.length === 0 ? <p className={classes.quiet}>{t("none")}</p> : null}
      <ul className={classes.rows}>
        {tokens.map(({ id, name, scopes, expiresAt, lastUsedAt }) => (
          <li key={id}>
            <span className={classes.what}>
              <span>{name}</span>
              <span className={classes.quiet}>{scopes.map((scope) => t(`scope.${scope}`)).join(", ")}</span>
              <span className={classes.quiet}>
                {t("until")} <RelativeTime instant={expiresAt} variant="date" />,{" "}
                {lastUsedAt === null ? (
                  t("unused")
                ) : (
                  <>
                    {t("used")} <RelativeTime instant={lastUsedAt} />
                  </>
                )}
              </span>
            </span>
            <Button
              variant="subtle"
              size="xs"
              aria-label={t("revokeFor", { name })}
              loading={isPending && input.id === id}
              onClick={() => execute({ id })}
            >
              {t("revoke")}
            </Button>
          </li>
        ))}
      </ul>
      <ActionError result={result} />
      <div className={classes.foot}>
        <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setOpen(true)}>
          {t("open")}
        </Button>
      </div>
      {isOpen ? <TokenDialog onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}
