"use client";

import { openSpotlight } from "@mantine/spotlight";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type ScreenId, screenPath } from "@/lib/routes";
import { openKeysHelp } from "../keys/keys-help";
import { useKeys } from "../keys/use-keys";
import { screenKeys } from "./screens";

/** A page marks its own search field with `data-search-field`; where there is none, `/` opens the palette. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("[data-search-field]");
  if (field === null) return openSpotlight();
  field.focus();
  field.select();
}

/** The keys that work on every screen. */
export function ShellKeys({ allowed }: { allowed: readonly ScreenId[] }) {
  const t = useTranslations("shell.keys");
  const screenName = useTranslations("shell.screen");
  const router = useRouter();
  useKeys([
    { keys: "mod+k", label: t("palette"), run: openSpotlight, worksInFields: true, isEverywhere: true },
    { keys: "?", label: t("help"), run: openKeysHelp, isEverywhere: true },
    { keys: "/", label: t("search"), run: focusSearch, isEverywhere: true },
    ...allowed.flatMap((screen) => {
      const key = screenKeys[screen];
      if (key === undefined) return [];
      const label = t("goTo", { screen: screenName(screen) });
      return [{ keys: `g ${key}`, label, run: () => router.push(screenPath(screen)), isEverywhere: true }];
    }),
  ]);
  return null;
}
