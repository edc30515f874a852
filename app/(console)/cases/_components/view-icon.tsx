import {
  IconAlarm,
  IconArchive,
  IconArrowBackUp,
  IconBookmark,
  IconDoorEnter,
  IconEye,
  IconEyeExclamation,
  IconHourglass,
  IconPencilPlus,
  IconSend,
  IconShieldExclamation,
  IconStack2,
  IconUser,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import type { CaseView } from "@/lib/tables/case-views";
import { Icon } from "@/lib/ui/icon";

const icons: Record<Exclude<CaseView, "second_opinion"> | "saved", TablerIcon> = {
  active: IconStack2,
  to_review: IconEye,
  mine: IconUser,
  to_notify: IconSend,
  waiting: IconHourglass,
  back_again: IconArrowBackUp,
  overdue: IconAlarm,
  held: IconDoorEnter,
  ended: IconArchive,
  look_again: IconEyeExclamation,
  logged: IconPencilPlus,
  lane: IconShieldExclamation,
  saved: IconBookmark,
};

export function ViewIcon({ view }: { view: CaseView | "saved" }) {
  if (view === "second_opinion") return <Icon name="state-second_opinion" size={16} />;
  const Shape = icons[view];
  return <Shape size={16} stroke={1.5} aria-hidden />;
}
