"use client";

import { Button } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import type { MailServerState } from "@/lib/usecases/read-mail-server";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { Panel } from "@/lib/ui/panel";
import { toast } from "@/lib/ui/toast";
import { acceptMailServer } from "../mail-actions";
import classes from "./settings.module.css";

/** Through which server mail leaves; another one than was confirmed asks whether it is ours. */
export function MailPanel({ server }: { server: MailServerState }) {
  const t = useTranslations("settings.mail");
  const { execute, result, isPending } = useAction(useConfirmed(acceptMailServer), {
    onSuccess: ({ data }) =>
      toast({
        message: t(`done.${data}`, { host: server.state === "held" ? server.host : "" }),
        tone: data === "done" ? "green" : "amber",
      }),
  });
  if (server.state !== "held") {
    return (
      <Panel title={t("title")}>
        <p className={classes.text}>{server.state === "none" ? t("none") : t(server.state, { host: server.host })}</p>
      </Panel>
    );
  }
  const { host, was, digest, isProposed, waiting } = server;
  return (
    <Panel title={t("title")}>
      <p className={classes.failed}>{t("held", { host })}</p>
      <p className={classes.text}>
        {was === "" ? null : `${t("was", { was })} `}
        {t("heldCount", { count: waiting })} {t("ask")}
      </p>
      <ActionError result={result} />
      <div className={classes.foot}>
        {isProposed ? (
          <span className={classes.quiet}>{t("waiting")}</span>
        ) : (
          <Button variant="default" loading={isPending} onClick={() => execute({ digest })}>
            {t("confirm", { host })}
          </Button>
        )}
      </div>
    </Panel>
  );
}
