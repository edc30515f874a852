"use client";

import { Menu, type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSettings, IconSun } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTransition } from "react";
import type { Role } from "@/lib/domain/case/vocabulary";
import { routes } from "@/lib/routes";
import { Initials } from "../initials";
import { openKeysHelp } from "../keys/keys-help";
import classes from "./account-menu.module.css";

export interface ShellViewer {
  pseudonym: string;
  initials: string;
  roles: readonly Role[];
}

interface AccountMenuProps {
  viewer: ShellViewer;
  signOut: () => Promise<void>;
  canSet: boolean;
}

const schemes = [
  ["light", IconSun],
  ["dark", IconMoon],
  ["auto", IconDeviceDesktop],
] as const satisfies readonly (readonly [MantineColorScheme, typeof IconSun])[];

export function AccountMenu({ viewer, signOut, canSet }: AccountMenuProps) {
  const t = useTranslations("shell.account");
  const keys = useTranslations("shell.keys");
  const role = useTranslations("vocabulary.role");
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const [, startTransition] = useTransition();
  const choose = (wanted: string) => {
    const scheme = schemes.find(([name]) => name === wanted)?.[0];
    if (scheme !== undefined) setColorScheme(scheme);
  };
  return (
    <Menu position="bottom-end" shadow="md" width={240} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={classes.self} aria-label={t("label", { pseudonym: viewer.pseudonym })}>
          <Initials initials={viewer.initials} name={viewer.pseudonym} size="header" isSelf />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who}>
          <b>{viewer.pseudonym}</b>
          <span>{viewer.roles.map((name) => role(name)).join(", ")}</span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t("theme")}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={choose}>
          {schemes.map(([scheme, SchemeIcon]) => (
            <Menu.RadioItem key={scheme} value={scheme} rightSection={<SchemeIcon size={16} stroke={1.5} />}>
              {t(scheme)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.5} />} onClick={openKeysHelp}>
          {keys("open")}
        </Menu.Item>
        {canSet ? (
          <Menu.Item
            component={Link}
            href={routes.settings()}
            prefetch={false}
            leftSection={<IconSettings size={16} stroke={1.5} />}
          >
            {t("settings")}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} />} onClick={() => startTransition(() => signOut())}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
