"use client";

import { Button, Group, NativeSelect, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import {
  blueskyAddress,
  blueskyModeration,
  type ReportAccountInput,
  reportAccountSchema,
  reportServices,
  type ReportService,
} from "@/lib/domain/notices/report-account";
import { ActionError } from "@/lib/ui/action-error";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";

interface AccountFormProps {
  result: ComponentProps<typeof ActionError>["result"];
  isPending: boolean;
  onSubmit: (account: ReportAccountInput) => void;
  onClose: () => void;
}

const fields = ["address", "identifier", "moderation", "secret"] as const;
const fieldsOf: Readonly<Record<ReportService, readonly (typeof fields)[number][]>> = {
  atproto: fields,
  mastodon: ["address", "secret"],
};

/** What a service wants to know of the account; each service has fields of its own. */
export function AccountForm({ result, isPending, onSubmit, onClose }: AccountFormProps) {
  const t = useTranslations("report-accounts");
  const [service, setService] = useState<ReportService>("atproto");
  const [wrong, setWrong] = useState<ReadonlySet<PropertyKey>>(new Set());
  const errorOf = (field: (typeof fields)[number]) => (wrong.has(field) ? t(`error.${field}`) : undefined);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const given = fieldsOf[service].map((field) => [field, formText(form, field)] as const);
        const parsed = reportAccountSchema.safeParse({ service, ...Object.fromEntries(given) });
        setWrong(new Set(parsed.error?.issues.map(({ path }) => path[0] ?? "") ?? []));
        if (parsed.success) onSubmit(parsed.data);
      }}
    >
      <Stack gap="lg">
        <NativeSelect
          label={t("choose")}
          value={service}
          data={reportServices.map((one) => ({ value: one, label: t(`service.${one}`) }))}
          onChange={(event) => {
            setService(event.currentTarget.value as ReportService);
            setWrong(new Set());
          }}
        />
        <TextInput
          {...hintBelow}
          key={`address ${service}`}
          name="address"
          type="url"
          label={t("address")}
          description={t("addressHint")}
          defaultValue={service === "atproto" ? blueskyAddress : "https://"}
          error={errorOf("address")}
          autoComplete="off"
          spellCheck={false}
        />
        {service === "atproto" ? (
          <>
            <TextInput
              {...hintBelow}
              name="identifier"
              label={t("identifier")}
              description={t("identifierHint")}
              error={errorOf("identifier")}
              maxLength={253}
              autoComplete="off"
              spellCheck={false}
            />
            <TextInput
              {...hintBelow}
              name="moderation"
              label={t("moderation")}
              description={t("moderationHint")}
              defaultValue={blueskyModeration}
              error={errorOf("moderation")}
              autoComplete="off"
              spellCheck={false}
            />
          </>
        ) : null}
        <PasswordInput
          {...hintBelow}
          name="secret"
          label={t(`secret.${service}`)}
          description={t(`secretHint.${service}`)}
          error={errorOf("secret")}
          autoComplete="off"
        />
        <ActionError result={result} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={isPending}>
            {t("add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
