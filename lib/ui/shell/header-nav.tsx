"use client";

import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ScreenId, screenPath } from "@/lib/routes";
import classes from "./header-nav.module.css";
import { isCurrent, screenIcons, splitScreens } from "./screens";

interface HeaderNavProps {
  allowed: readonly ScreenId[];
  counts: Partial<Record<ScreenId, number>>;
}

export function HeaderNav({ allowed, counts }: HeaderNavProps) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const { main, other } = splitScreens(allowed);
  const isOtherCurrent = other.some((screen) => isCurrent(pathname, screenPath(screen)));
  const LogIcon = screenIcons.log;
  return (
    <nav className={classes.nav} aria-label={t("mainNav")}>
      {main.map((screen) => (
        <Link
          key={screen}
          href={screenPath(screen)}
          prefetch={false}
          className={classes.link}
          aria-current={isCurrent(pathname, screenPath(screen)) ? "page" : undefined}
        >
          {screen === "log" ? <LogIcon size={16} stroke={1.75} aria-hidden="true" /> : null}
          {t(`screen.${screen}`)}
          {counts[screen] ? (
            <span className={classes.count}>
              <span aria-hidden="true">{counts[screen]}</span>
              <span className="visually-hidden">{t("queueCount", { count: counts[screen] })}</span>
            </span>
          ) : null}
        </Link>
      ))}
      {other.length === 0 ? null : (
        <Menu position="bottom-start" shadow="md" width={200} withinPortal={false}>
          <Menu.Target>
            <button
              type="button"
              className={classes.more}
              aria-label={t("more")}
              data-current={isOtherCurrent || undefined}
            >
              <IconDots size={18} stroke={1.75} />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {other.map((screen) => {
              const ScreenIcon = screenIcons[screen];
              return (
                <Menu.Item
                  key={screen}
                  component={Link}
                  href={screenPath(screen)}
                  prefetch={false}
                  leftSection={<ScreenIcon size={16} stroke={1.5} />}
                  {...(isCurrent(pathname, screenPath(screen)) ? { "aria-current": "page" as const } : {})}
                >
                  {t(`screen.${screen}`)}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  );
}
