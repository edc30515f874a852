import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeVariant } from "./badge";
import { type NoticeStep, outcomeViews } from "./state-view";

interface OutcomeBadgeProps {
  outcome: NoticeStep;
  variant?: BadgeVariant;
  note?: ReactNode;
}

export function OutcomeBadge({ outcome, variant, note }: OutcomeBadgeProps) {
  const t = useTranslations("vocabulary");
  const { icon, tone } = outcomeViews[outcome];
  return (
    <Badge icon={icon} tone={tone} variant={variant} note={note}>
      {t(`outcome.${outcome}`)}
    </Badge>
  );
}
