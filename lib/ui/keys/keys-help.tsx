"use client";

import { Modal, Switch } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Kbd } from "../kbd";
import { type KeyBinding, switchSingleKeys } from "./key-registry";
import classes from "./keys-help.module.css";
import { useKeyBindings, useSingleKeysOn } from "./use-keys";

let isOpen = false;
const listeners = new Set<() => void>();

function setOpen(open: boolean): void {
  isOpen = open;
  listeners.forEach((listener) => listener());
}

export const openKeysHelp = (): void => setOpen(true);

const useIsOpen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
    () => false,
  );

/** Whether single keys act at all: the person's choice on this device (WCAG 2.1.4). Also for the settings screen. */
export function SingleKeysSwitch() {
  const t = useTranslations("shell.keys");
  const isOn = useSingleKeysOn();
  return (
    <Switch
      label={t("enabled")}
      description={t("enabledHint")}
      checked={isOn}
      onChange={(event) => switchSingleKeys(event.currentTarget.checked)}
    />
  );
}

function KeyList({ title, bindings }: { title: string; bindings: readonly KeyBinding[] }) {
  if (bindings.length === 0) return null;
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      <dl>
        {bindings.map((binding) => (
          <div key={binding.keys} className={classes.line} data-off={binding.isOff === true ? true : undefined}>
            <dt>{binding.label}</dt>
            <dd>
              <Kbd keys={binding.keys} />
              <span className="visually-hidden">{binding.keys}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The keys of the page that is shown, and those that work everywhere. */
export function KeysHelp() {
  const t = useTranslations("shell.keys");
  const bindings = useKeyBindings();
  const close = useTranslations("ui.toast");
  return (
    <Modal
      opened={useIsOpen()}
      onClose={() => setOpen(false)}
      title={t("title")}
      size="lg"
      closeButtonProps={{ "aria-label": close("close") }}
    >
      <div className={classes.groups}>
        <KeyList title={t("page")} bindings={bindings.filter((binding) => binding.isEverywhere !== true)} />
        <KeyList title={t("everywhere")} bindings={bindings.filter((binding) => binding.isEverywhere === true)} />
      </div>
      <SingleKeysSwitch />
    </Modal>
  );
}
