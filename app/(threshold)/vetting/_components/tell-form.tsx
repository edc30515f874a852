"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { ApplicationFields, applicationOf } from "@/lib/ui/application-fields";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { useRun } from "@/lib/ui/use-run";
import { tell } from "../actions";

/** For whoever came through a provider: an account is there, an application is not. */
export function TellForm({ pseudonym }: { pseudonym: string }) {
  const t = useTranslations("vetting.apply");
  const auth = useTranslations("auth");
  const { run, isBusy, problem } = useRun();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        void run(() => tell({ ...applicationOf(form), pseudonym: formText(form, "pseudonym") }));
      }}
    >
      <Stack gap="xl">
        <TextInput
          {...hintBelow}
          name="pseudonym"
          label={auth("pseudonym")}
          description={auth("pseudonymHint")}
          defaultValue={pseudonym}
          maxLength={60}
          required
          withAsterisk={false}
        />
        <ApplicationFields />
        {problem}
        <Button type="submit" loading={isBusy} style={{ alignSelf: "start" }}>
          {t("submit")}
        </Button>
      </Stack>
    </form>
  );
}
