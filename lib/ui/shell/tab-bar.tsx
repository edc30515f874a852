"use client";

import { Drawer } from "@mantine/core";
import { openSpotlight } from "@mantine/spotlight";
import { IconDots, IconSearch } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { type ScreenId, screenPath } from "@/lib/routes";
import { LanguageSwitch } from "../language-switch";
import { isCurrent, screenIcons, splitScreens } from "./screens";
import classes from "./tab-bar.module.css";

interface TabBarProps {
  allowed: readonly ScreenId[];
  counts: Partial<Record<ScreenId, number>>;
  rememberLocale: (form: FormData) => Promise<void>;
}

/** The phone's navigation: five places in the thumb's reach, the last of them everything else. */
export function TabBar({ allowed, counts, rememberLocale }: TabBarProps) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const [isOpen, setOpen] = useState(false);
  const { main, other } = splitScreens(allowed);
  useEffect(() => setOpen(false), [pathname]);
  return (
    <nav className={classes.tabs} aria-label={t("mainNav")}>
      {main.map((screen) => {
        const ScreenIcon = screenIcons[screen];
        return (
          <Link
            key={screen}
            href={screenPath(screen)}
            prefetch={false}
            className={classes.tab}
            aria-current={isCurrent(pathname, screenPath(screen)) ? "page" : undefined}
            aria-label={t(`screen.${screen}`)}
          >
            <ScreenIcon size={22} stroke={1.5} aria-hidden="true" />
            <span>{t(`screenShort.${screen}`)}</span>
            {counts[screen] ? (
              <span className="visually-hidden">{t("queueCount", { count: counts[screen] })}</span>
            ) : null}
          </Link>
        );
      })}
      <button type="button" className={classes.tab} onClick={openSpotlight}>
        <IconSearch size={22} stroke={1.5} aria-hidden="true" />
        <span>{t("command.short")}</span>
      </button>
      <button
        type="button"
        className={classes.tab}
        aria-expanded={isOpen}
        data-current={other.some((screen) => isCurrent(pathname, screenPath(screen))) || undefined}
        onClick={() => setOpen(true)}
      >
        <IconDots size={22} stroke={1.5} aria-hidden="true" />
        <span>{t("more")}</span>
      </button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        classNames={{ content: classes.sheet, title: classes.title }}
        title={t("more")}
        closeButtonProps={{ "aria-label": t("closeMenu") }}
      >
        <ul className={classes.list}>
          {other.map((screen) => {
            const ScreenIcon = screenIcons[screen];
            return (
              <li key={screen}>
                <Link
                  href={screenPath(screen)}
                  prefetch={false}
                  className={classes.item}
                  onClick={() => setOpen(false)}
                >
                  <ScreenIcon size={20} stroke={1.5} aria-hidden="true" />
                  {t(`screen.${screen}`)}
                </Link>
              </li>
            );
          })}
        </ul>
        <LanguageSwitch onChange={rememberLocale} variant="full" />
      </Drawer>
    </nav>
  );
}
