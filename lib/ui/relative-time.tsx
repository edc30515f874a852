import { useFormatter, useNow, useTranslations } from "next-intl";

interface RelativeTimeProps {
  instant: Date | string;
  /** "age": 2 d, for tables. "ago": 2 days ago. "date", "dateTime", "time": in the reader's zone. */
  variant?: "age" | "ago" | "date" | "dateTime" | "time";
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A moment in the reader's zone; the exact instant with its zone on hover, UTC for machines. */
export function RelativeTime({ instant, variant = "ago" }: RelativeTimeProps) {
  const t = useTranslations("ui.time");
  const format = useFormatter();
  const now = useNow();
  const at = new Date(instant);
  const passed = Math.max(0, now.getTime() - at.getTime());

  function age(): string {
    if (passed < minute) return t("now");
    if (passed < hour) return t("minutes", { count: Math.floor(passed / minute) });
    if (passed < day) return t("hours", { count: Math.floor(passed / hour) });
    return t("days", { count: Math.floor(passed / day) });
  }

  const shown = {
    age,
    ago: () => format.relativeTime(at, now),
    date: () => format.dateTime(at, { day: "numeric", month: "long", year: "numeric" }),
    dateTime: () => format.dateTime(at, { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    time: () => format.dateTime(at, { hour: "2-digit", minute: "2-digit" }),
  };
  const exact = format.dateTime(at, { dateStyle: "full", timeStyle: "long" });
  return (
    <time dateTime={at.toISOString()} title={exact}>
      {shown[variant]()}
    </time>
  );
}
