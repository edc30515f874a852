import { Button, Group, Modal, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { longestTag, readTag } from "@/lib/domain/case/tags";
import type { CaseRow } from "@/lib/queries/list-cases";
import classes from "./dialogs.module.css";

interface TagDialogProps {
  cases: CaseRow[];
  onClose: () => void;
  onTag: (change: { add: string[]; remove: string[] }) => Promise<boolean>;
}

/** Adds a tag to the selected cases, or takes one of theirs off. */
export function TagDialog({ cases, onClose, onTag }: TagDialogProps) {
  const t = useTranslations("queue.tag");
  const cancel = useTranslations("queue.save")("cancel");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const present = [...new Set(cases.flatMap((row) => row.tags))].sort();

  async function send(change: { add: string[]; remove: string[] }) {
    setBusy(true);
    const isDone = await onTag(change);
    setBusy(false);
    if (isDone) onClose();
  }
  function add() {
    const tag = readTag(text);
    if (tag === null) setProblem(t("bad"));
    else void send({ add: [tag], remove: [] });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("title", { count: cases.length })}
      closeButtonProps={{ "aria-label": cancel }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          label={t("add")}
          description={t("hint")}
          value={text}
          error={problem}
          maxLength={longestTag * 2}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(null);
          }}
        />
        {present.length === 0 ? null : (
          <div className={classes.present}>
            <p>{t("present")}</p>
            <ul>
              {present.map((tag) => (
                <li key={tag}>
                  <span>{tag}</span>
                  <button
                    type="button"
                    disabled={isBusy}
                    aria-label={t("remove", { tag })}
                    onClick={() => void send({ add: [], remove: [tag] })}
                  >
                    <IconX size={13} stroke={2} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
        <p className={classes.hint}>{t("blind")}</p>
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t("save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
