"use client";

import { Button, Modal } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ShownWebhook } from "@/lib/queries/list-webhooks";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import list from "@/lib/ui/list-page.module.css";
import { Panel } from "@/lib/ui/panel";
import { RelativeTime } from "@/lib/ui/relative-time";
import { SecretOnce } from "@/lib/ui/secret-once";
import { toast } from "@/lib/ui/toast";
import { changeWebhook, replaceSecret, tryWebhook, turnWebhook } from "../actions";
import { RemoveWebhook } from "./remove-webhook";
import { WebhookForm } from "./webhook-form";
import { WebhookState } from "./webhook-state";
import classes from "./webhooks.module.css";

const said = (message: string) => toast({ message, tone: "green" });

export function WebhookPanel({ webhook }: { webhook: ShownWebhook }) {
  const t = useTranslations("webhooks");
  const { id, url, events, isActive, earlierUntil } = webhook;
  const [isEditing, setEditing] = useState(false);
  const edit = useAction(useConfirmed(changeWebhook), {
    onSuccess: () => {
      setEditing(false);
      said(t("saved"));
    },
  });
  const turn = useAction(turnWebhook, {
    onSuccess: ({ input }) => said(t(input.isOn ? "switchedOn" : "switchedOff")),
  });
  const rotate = useAction(useConfirmed(replaceSecret));
  const test = useAction(tryWebhook, { onSuccess: () => said(t("testSent")) });
  return (
    <Panel title={t("one")} aside={<WebhookState webhook={webhook} />}>
      <dl className={classes.facts}>
        <dt>{t("url")}</dt>
        <dd className={list.address}>{url}</dd>
        <dt>{t("events")}</dt>
        <dd>{events.map((event) => t(`event.${event}`)).join(", ")}</dd>
        {earlierUntil !== null && earlierUntil > new Date() ? (
          <>
            <dt>{t("earlier")}</dt>
            <dd>
              <RelativeTime instant={earlierUntil} variant="dateTime" />
            </dd>
          </>
        ) : null}
      </dl>
      <div className={list.buttons}>
        {isActive ? (
          <Button size="xs" loading={test.isPending} onClick={() => test.execute({ id })}>
            {t("test")}
          </Button>
        ) : null}
        <Button variant="default" size="xs" onClick={() => setEditing(true)}>
          {t("edit")}
        </Button>
        <Button
          variant="default"
          size="xs"
          loading={turn.isPending}
          onClick={() => turn.execute({ id, isOn: !isActive })}
        >
          {t(isActive ? "switchOff" : "switchOn")}
        </Button>
        <Button variant="default" size="xs" loading={rotate.isPending} onClick={() => rotate.execute({ id })}>
          {t("rotate")}
        </Button>
        <RemoveWebhook id={id} />
      </div>
      {[turn, rotate, test].map(({ result }, at) => (
        <ActionError key={at} result={result} />
      ))}
      <Modal
        opened={isEditing}
        onClose={() => setEditing(false)}
        title={t("edit")}
        closeButtonProps={{ "aria-label": t("cancel") }}
      >
        <WebhookForm
          before={webhook}
          submitLabel={t("save")}
          result={edit.result}
          isPending={edit.isPending}
          onSubmit={(given) => edit.execute({ id, webhook: given })}
          onClose={() => setEditing(false)}
        />
      </Modal>
      <Modal
        opened={rotate.result.data !== undefined}
        onClose={rotate.reset}
        title={t("rotated")}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": t("done") }}
      >
        <SecretOnce
          value={rotate.result.data ?? ""}
          what={t("secret")}
          hint={t("rotatedHint")}
          doneLabel={t("done")}
          onDone={rotate.reset}
        />
      </Modal>
    </Panel>
  );
}
