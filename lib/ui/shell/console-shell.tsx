import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { routes, type ScreenId } from "@/lib/routes";
import { KeysHelp } from "../keys/keys-help";
import { LanguageSwitch } from "../language-switch";
import { AccountMenu, type ShellViewer } from "./account-menu";
import { Bell } from "./bell";
import { CommandField } from "./command-field";
import { CommandPalette } from "./command-palette";
import classes from "./console-shell.module.css";
import { HeaderNav } from "./header-nav";
import { type Incident, IncidentBar } from "./incident-bar";
import { LiftingMark } from "./lifting-mark";
import { ShellKeys } from "./shell-keys";
import { TabBar } from "./tab-bar";

export interface ConsoleShellProps {
  viewer: ShellViewer;
  /** What waits behind a screen; 0 is not shown. */
  counts?: Partial<Record<ScreenId, number>>;
  /** The screens that the policy opens to this person, in the order of the menu. */
  allowed: readonly ScreenId[];
  /** Sample cases are loaded: the header says so on every screen. */
  hasSamples?: boolean;
  /** What the person was told and has not read; counted to 100 at most. */
  newNotifications?: number;
  /** Absent while the desk is in its normal mode. */
  incident?: Incident | undefined;
  actions: {
    signOut: () => Promise<void>;
    rememberLocale: (form: FormData) => Promise<void>;
  };
  children: ReactNode;
}

export function ConsoleShell({
  viewer,
  counts = {},
  allowed,
  hasSamples = false,
  newNotifications = 0,
  incident,
  actions,
  children,
}: ConsoleShellProps) {
  const t = useTranslations("shell");
  return (
    <>
      <a href="#content" className={classes.skip}>
        {t("skip")}
      </a>
      <header className={classes.header} data-samples={hasSamples ? true : undefined}>
        <Link href={routes.home()} prefetch={false} className={classes.home} aria-label={t("name")}>
          <LiftingMark />
        </Link>
        {hasSamples ? (
          <span className={classes.samples} title={t("samplesHint")}>
            {t("samples")}
          </span>
        ) : null}
        <HeaderNav allowed={allowed} counts={counts} />
        <CommandField />
        <span className={classes.languages}>
          <LanguageSwitch onChange={actions.rememberLocale} />
        </span>
        <Bell count={newNotifications} />
        <AccountMenu viewer={viewer} signOut={actions.signOut} canSet={allowed.includes("settings")} />
      </header>
      {incident === undefined ? null : <IncidentBar {...incident} />}
      <main id="content" tabIndex={-1} className={classes.content}>
        {children}
      </main>
      <TabBar allowed={allowed} counts={counts} rememberLocale={actions.rememberLocale} />
      <ShellKeys allowed={allowed} />
      <CommandPalette allowed={allowed} />
      <KeysHelp />
    </>
  );
}
