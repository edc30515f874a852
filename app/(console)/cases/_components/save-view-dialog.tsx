import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";

interface SaveViewDialogProps {
  onClose: () => void;
  /** Says what went wrong, or null. */
  onKeep: (name: string) => Promise<string | null>;
}

export function SaveViewDialog({ onClose, onKeep }: SaveViewDialogProps) {
  const t = useTranslations("queue.save");
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function keep() {
    setBusy(true);
    const refusal = await onKeep(name);
    setBusy(false);
    if (refusal === null) onClose();
    else setProblem(refusal);
  }
  return (
    <Modal opened onClose={onClose} title={t("title")} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <TextInput
          label={t("name")}
          description={t("hint")}
          value={name}
          error={problem}
          maxLength={40}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t("save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
