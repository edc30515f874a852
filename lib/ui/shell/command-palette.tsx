"use client";

import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconArrowRight, IconSearch } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { routes, type ScreenId, screenPath } from "@/lib/routes";
import { Kbd } from "../kbd";
import { useKeyBindings } from "../keys/use-keys";
import classes from "./command-palette.module.css";
import { screenIcons, screenKeys } from "./screens";

/** Any link, handle or case number, any screen, any command of the page that is shown. */
export function CommandPalette({ allowed }: { allowed: readonly ScreenId[] }) {
  const t = useTranslations("shell.command");
  const screenName = useTranslations("shell.screen");
  const router = useRouter();
  const bindings = useKeyBindings();
  const [query, setQuery] = useState("");
  const typed = query.trim();
  const has = (label: string) => label.toLocaleLowerCase().includes(typed.toLocaleLowerCase());

  const screens = allowed
    .filter((screen) => has(screenName(screen)))
    .map((screen) => {
      const ScreenIcon = screenIcons[screen];
      return {
        id: screen,
        label: screenName(screen),
        leftSection: <ScreenIcon size={18} stroke={1.5} />,
        rightSection: screenKeys[screen] === undefined ? null : <Kbd keys={`g ${screenKeys[screen]}`} />,
        onClick: () => router.push(screenPath(screen)),
      };
    });
  const commands = bindings
    .filter((binding) => binding.isEverywhere !== true && binding.isOff !== true && has(binding.label))
    .map((binding) => ({
      id: `command ${binding.keys}`,
      label: binding.label,
      rightSection: <Kbd keys={binding.keys} />,
      // The window gives the focus back before the command may move it.
      onClick: () => setTimeout(() => binding.run(), 0),
    }));
  const go = {
    id: "go",
    label: t("go", { query: typed }),
    description: t("goHint"),
    leftSection: <IconArrowRight size={18} stroke={1.5} />,
    onClick: () => router.push(routes.go(typed)),
  };
  const groups: SpotlightActionGroupData[] = [
    ...(typed === "" ? [] : [{ group: "", actions: [go] }]),
    { group: t("actions"), actions: commands },
    { group: t("screens"), actions: screens },
  ].filter(({ actions }) => actions.length > 0);

  return (
    <Spotlight
      actions={groups}
      filter={(_, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      centered={false}
      yOffset="12vh"
      transitionProps={{ duration: 120, transition: "fade" }}
      overlayProps={{ color: "var(--scrim)", backgroundOpacity: 1, blur: 0 }}
      nothingFound={t("nothing")}
      scrollable
      maxHeight="60vh"
      attributes={{ content: { "aria-label": t("label") } }}
      classNames={classes}
      searchProps={{
        placeholder: t("placeholder"),
        "aria-label": t("placeholder"),
        leftSection: <IconSearch size={18} stroke={1.5} />,
        maxLength: 4096,
      }}
    />
  );
}
