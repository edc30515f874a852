import {
  type Icon,
  IconAdjustments,
  IconChartBar,
  IconClipboardText,
  IconFileImport,
  IconHeartHandshake,
  IconLayoutList,
  IconPencilPlus,
  IconSend,
  IconShieldHalf,
  IconSignature,
  IconUsers,
} from "@tabler/icons-react";
import type { ScreenId } from "@/lib/routes";

/** In the header; the others stand in the menu behind the three points. */
export const mainScreens = ["log", "queue", "safety", "notices"] as const satisfies readonly ScreenId[];

export const screenIcons: Record<ScreenId, Icon> = {
  log: IconPencilPlus,
  queue: IconLayoutList,
  safety: IconShieldHalf,
  notices: IconSend,
  statistics: IconChartBar,
  audit: IconClipboardText,
  people: IconUsers,
  vouching: IconHeartHandshake,
  mandates: IconSignature,
  imports: IconFileImport,
  settings: IconAdjustments,
};

/** The second key after `g`. */
export const screenKeys: Partial<Record<ScreenId, string>> = { log: "l", queue: "q", notices: "n", settings: "s" };

/** A screen is current on its own pages and on those under it. */
export const isCurrent = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(`${path}/`);

/** The main screens the person may open, and the rest. */
export function splitScreens(allowed: readonly ScreenId[]): { main: ScreenId[]; other: ScreenId[] } {
  const main = mainScreens.filter((screen) => allowed.includes(screen));
  return { main, other: allowed.filter((screen) => !main.some((known) => known === screen)) };
}
