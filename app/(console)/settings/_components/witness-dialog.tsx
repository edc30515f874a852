"use client";

import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useAction } from "next-safe-action/hooks";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type WitnessInput, type WitnessKind, witnessKinds, witnessSchema } from "@/lib/domain/audit/witness";
import { ActionError } from "@/lib/ui/action-error";
import { useConfirmed } from "@/lib/ui/factor/step-up";
import { formText } from "@/lib/ui/form-text";
import { hintBelow } from "@/lib/ui/hint-below";
import { toast } from "@/lib/ui/toast";
import { addOneWitness } from "../witness-actions";

export function WitnessDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("settings.witnesses");
  const [kind, setKind] = useState<WitnessKind>("email");
  const [wrong, setWrong] = useState<ReadonlySet<PropertyKey>>(new Set());
  const { execute, result, isPending } = useAction(useConfirmed(addOneWitness), {
    onSuccess: () => {
      toast({ message: t("added"), tone: "green" });
      onClose();
    },
  });
  const errorOf = (field: keyof WitnessInput): string | undefined =>
    wrong.has(field) ? t(field === "target" ? `targetError.${kind}` : `error.${field as "name"}`) : undefined;
  return (
    <Modal opened onClose={onClose} title={t("open")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const parsed = witnessSchema.safeParse({
            kind,
            name: formText(form, "name"),
            target: formText(form, "target").trim(),
            vkey: formText(form, "vkey"),
          });
          setWrong(new Set(parsed.error?.issues.map(({ path }) => path[0] ?? "") ?? []));
          if (parsed.success) execute(parsed.data);
        }}
      >
        <Stack gap="lg">
          <TextInput
            {...hintBelow}
            name="name"
            label={t("name")}
            error={errorOf("name")}
            maxLength={80}
            autoComplete="off"
            data-autofocus
          />
          <Select
            label={t("how")}
            value={kind}
            allowDeselect={false}
            onChange={(value) => setKind(witnessKinds.find((one) => one === value) ?? kind)}
            data={witnessKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          <TextInput
            {...hintBelow}
            key={kind}
            name="target"
            label={t(`target.${kind}`)}
            description={t(`targetHint.${kind}`)}
            error={errorOf("target")}
            autoComplete="off"
          />
          <TextInput
            {...hintBelow}
            name="vkey"
            label={t("vkey")}
            description={t("vkeyHint")}
            error={errorOf("vkey")}
            autoComplete="off"
            spellCheck={false}
          />
          <ActionError result={result} />
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
    </Modal>
  );
}
