"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { ChoiceCard } from "@/lib/ui/choice-card";
import classes from "./reason-dialog.module.css";

interface ReasonDialogProps {
  title: string;
  legend: string;
  options: readonly { value: string; label: string }[];
  confirmLabel: string;
  /** The reason may be left out. */
  isOptional?: boolean;
  isDanger?: boolean;
  isBusy: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
  children?: ReactNode;
}

/** Asks once, for a reason out of a closed list. Nothing is chosen beforehand. */
export function ReasonDialog(props: ReasonDialogProps) {
  const {
    title,
    legend,
    options,
    confirmLabel,
    isOptional = false,
    isDanger = false,
    isBusy,
    onClose,
    onConfirm,
    children,
  } = props;
  const t = useTranslations("case.reasons");
  const name = useId();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === "" && !isOptional) setMissing(true);
          else onConfirm(reason);
        }}
      >
        <div className={classes.consequence}>{children}</div>
        <fieldset className={classes.reasons} aria-describedby={isMissing ? `${name}-missing` : undefined}>
          <legend className={classes.legend}>{legend}</legend>
          {options.map((option) => (
            <ChoiceCard
              key={option.value}
              variant="line"
              name={name}
              value={option.value}
              title={option.label}
              isChecked={reason === option.value}
              onChoose={(value) => {
                setReason(value);
                setMissing(false);
              }}
            />
          ))}
        </fieldset>
        <p id={`${name}-missing`} className={classes.missing} role="status">
          {isMissing ? t("missing") : ""}
        </p>
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
