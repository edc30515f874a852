import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { ageOf, formatDate, formatDateTime, formatDistance, formatExactly, formatTime } from "@/lib/i18n/format";

interface RelativeTimeProps {
  instant: Date | string;
  /** "age": 2 d, for tables. "ago": 2 days ago. "date", "dateTime", "time": in the reader's zone, the year if it is not this one. */
  variant?: "age" | "ago" | "date" | "dateTime" | "time";
}

/** A moment in the reader's zone; the exact instant with its zone on hover, UTC for machines. */
export function RelativeTime({ instant, variant = "ago" }: RelativeTimeProps) {
  const t = useTranslations("ui.time");
  const reader = { locale: useLocale(), timeZone: useTimeZone() ?? "UTC" };
  const now = useNow();
  const at = new Date(instant);
  const age = ageOf(at, now);
  const shown = {
    age: () => t(age.unit, { count: age.count }),
    ago: () => formatDistance(at, now, reader),
    date: () => formatDate(at, now, reader),
    dateTime: () => formatDateTime(at, now, reader),
    time: () => formatTime(at, reader),
  };
  return (
    <time dateTime={at.toISOString()} title={formatExactly(at, reader)}>
      {shown[variant]()}
    </time>
  );
}
