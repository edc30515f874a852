"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { type WebhookEvent, webhookEvents, type WebhookInput, webhookSchema } from "@/lib/domain/webhook-events";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import list from "@/lib/ui/tick-list.module.css";
import classes from "./webhooks.module.css";

interface WebhookFormProps {
  before?: WebhookInput;
  submitLabel: string;
  result: ComponentProps<typeof ActionError>["result"];
  isPending: boolean;
  onSubmit: (webhook: WebhookInput) => void;
  onClose: () => void;
}

/** Changes that others wait for; the rest is one tick away. */
const chosenAtFirst: readonly WebhookEvent[] = webhookEvents.filter((event) =>
  ["case.confirmed", "case.actioned", "case.refused", "notice.sent", "notice.answered"].includes(event),
);

export function WebhookForm({ before, submitLabel, result, isPending, onSubmit, onClose }: WebhookFormProps) {
  const t = useTranslations("webhooks");
  const [wrong, setWrong] = useState<ReadonlySet<PropertyKey>>(new Set());
  const errorOf = (field: keyof WebhookInput) => (wrong.has(field) ? t(`error.${field}`) : undefined);
  const chosen: readonly WebhookEvent[] = before?.events ?? chosenAtFirst;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const parsed = webhookSchema.safeParse({
          name: formText(form, "name"),
          url: formText(form, "url"),
          events: form.getAll("events"),
        });
        setWrong(new Set(parsed.error?.issues.map(({ path }) => path[0] ?? "") ?? []));
        if (parsed.success) onSubmit(parsed.data);
      }}
    >
      <Stack gap="lg">
        <TextInput
          {...hintBelow}
          name="name"
          label={t("name")}
          description={t("nameHint")}
          defaultValue={before?.name}
          error={errorOf("name")}
          maxLength={80}
          autoComplete="off"
          data-autofocus
        />
        <TextInput
          {...hintBelow}
          name="url"
          type="url"
          label={t("url")}
          description={t("urlHint")}
          defaultValue={before?.url}
          error={errorOf("url")}
          autoComplete="off"
          spellCheck={false}
        />
        <div className={classes.groups} role="group" aria-label={t("events")}>
          {(["cases", "notices"] as const).map((group) => (
            <fieldset key={group} className={list.ticks}>
              <legend>{t(group)}</legend>
              {webhookEvents
                .filter((name) => name.startsWith(group.slice(0, -1)))
                .map((name) => (
                  <label key={name}>
                    <input type="checkbox" name="events" value={name} defaultChecked={chosen.includes(name)} />
                    {t(`event.${name}`)}
                  </label>
                ))}
            </fieldset>
          ))}
        </div>
        {wrong.has("events") ? (
          <p role="alert" className={classes.bad}>
            {t("error.events")}
          </p>
        ) : null}
        <ActionError result={result} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={isPending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
