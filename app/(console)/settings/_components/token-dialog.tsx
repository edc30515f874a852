"use client";

import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { tokenScopes } from "@/lib/domain/access/actor";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { SecretOnce } from "@/lib/ui/secret-once";
import { makeToken } from "../access-actions";
import list from "@/lib/ui/tick-list.module.css";

const lifetimes = [7, 30, 90, 365] as const;

export function TokenDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings.tokens");
  const { execute, result, isPending } = useAction(useConfirmed(makeToken));
  const lasts = (days: number): string => (days === 365 ? t("oneYear") : t("dayCount", { days }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(result.data ? "made" : "open")}
      closeOnClickOutside={!result.data}
      closeButtonProps={{ "aria-label": t("cancel") }}
    >
      {result.data ? (
        <SecretOnce value={result.data} what={t("what")} hint={t("madeHint")} doneLabel={t("done")} onDone={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const scopes = tokenScopes.filter((scope) => form.getAll("scopes").includes(scope));
            execute({ name: formText(form, "name"), scopes, days: Number(form.get("days")) });
          }}
        >
          <Stack gap="lg">
            <TextInput
              {...hintBelow}
              name="name"
              label={t("name")}
              description={t("nameHint")}
              maxLength={80}
              required
              withAsterisk={false}
              autoComplete="off"
              data-autofocus
            />
            <fieldset className={list.ticks}>
              <legend>{t("scopes")}</legend>
              {tokenScopes.map((scope) => (
                <label key={scope}>
                  <input type="checkbox" name="scopes" value={scope} />
                  {t(`scope.${scope}`)}
                </label>
              ))}
            </fieldset>
            <Select
              name="days"
              label={t("days")}
              defaultValue="90"
              allowDeselect={false}
              data={lifetimes.map((days) => ({ value: String(days), label: lasts(days) }))}
            />
            <ActionError
              result={
                result.validationErrors ? { serverError: { code: "invalid_input", reason: "scopes_missing" } } : result
              }
            />
            <Group justify="flex-end">
              <Button variant="subtle" onClick={onClose}>
                {t("cancel")}
              </Button>
              <Button type="submit" loading={isPending}>
                {t("submit")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
