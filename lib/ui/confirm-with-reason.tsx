"use client";

import { Button, Group, Modal, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import classes from "./confirm-with-reason.module.css";

interface ConfirmWithReasonProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What follows from it, and what cannot be undone. */
  children?: ReactNode;
  confirmLabel: string;
  isDanger?: boolean;
  /** Where a reason is only welcome, 0. */
  minimumLength?: number;
  maximumLength?: number;
  /** May reject: the window then stays, with the reason in it. */
  onConfirm: (reason: string) => Promise<void> | void;
}

/** Instead of "are you sure?", which is answered by habit: what cannot be undone asks why, and the answer is kept in the trail. */
export function ConfirmWithReason(props: ConfirmWithReasonProps) {
  const { isOpen, onClose, title, children, confirmLabel, isDanger = false, onConfirm } = props;
  const { minimumLength = 3, maximumLength = 500 } = props;
  const t = useTranslations("ui.confirm");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useId();

  async function confirm() {
    if (reason.trim().length < minimumLength) {
      setProblem(t("reasonShort", { minimum: minimumLength }));
      return;
    }
    setBusy(true);
    try {
      await onConfirm(reason.trim());
      setReason("");
      onClose();
    } catch {
      setProblem(t("failed"));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        {children === undefined ? null : <div className={classes.consequence}>{children}</div>}
        <Textarea
          label={t("reason")}
          description={t("reasonHint")}
          value={reason}
          maxLength={maximumLength}
          error={problem}
          autosize
          minRows={2}
          data-autofocus
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={isBusy} {...(isDanger ? { className: classes.danger } : {})}>
            {confirmLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
