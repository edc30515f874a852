import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { Badge, type BadgeVariant } from "./badge";
import { stateViews } from "./state-view";

interface StateBadgeProps {
  state: CaseState;
  variant?: BadgeVariant;
  note?: ReactNode;
}

export function StateBadge({ state, variant, note }: StateBadgeProps) {
  const t = useTranslations("vocabulary");
  const { icon, tone } = stateViews[state];
  return (
    <Badge icon={icon} tone={tone} variant={variant} note={note}>
      {t(`state.${state}`)}
    </Badge>
  );
}
