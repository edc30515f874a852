import { useTranslations } from "next-intl";
import type { Track } from "@/lib/domain/case/vocabulary";
import { Badge } from "./badge";
import { trackIcons } from "./state-view";

interface TrackLabelProps {
  track: Track;
  /** "short" is for tables: one word is shown, the full name is spoken. */
  variant?: "short" | "full" | "pill";
}

export function TrackLabel({ track, variant = "full" }: TrackLabelProps) {
  const t = useTranslations("vocabulary");
  const full = t(`track.${track}.full`);
  return (
    <Badge icon={trackIcons[track]} tone="ink" variant={variant === "pill" ? "pill" : "plain"}>
      {variant === "short" ? (
        <>
          <span aria-hidden="true">{t(`track.${track}.short`)}</span>
          <span className="visually-hidden">{full}</span>
        </>
      ) : (
        full
      )}
    </Badge>
  );
}
