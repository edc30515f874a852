import type { Locale } from "./locales";

/** Which habits a language is written with here: days before months, twenty-four hours. */
const regions: Record<Locale, string> = { en: "en-GB", fr: "fr-FR" };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface Reader {
  locale: Locale;
  timeZone: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it, and a table asks for the same one fifty times. */
function formatter({ locale, timeZone }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([locale, timeZone, options]);
  const known = formatters.get(name) ?? new Intl.DateTimeFormat(regions[locale], { timeZone, ...options });
  formatters.set(name, known);
  return known;
}

const yearIn = (at: Date, reader: Reader): string => formatter(reader, { year: "numeric" }).format(at);

export const formatTime = (at: Date, reader: Reader): string =>
  formatter(reader, { hour: "2-digit", minute: "2-digit" }).format(at);

/** The year is said only where it is not this one. */
export function formatDate(at: Date, now: Date, reader: Reader): string {
  const isThisYear = yearIn(at, reader) === yearIn(now, reader);
  return formatter(reader, { day: "numeric", month: "long", ...(isThisYear ? {} : { year: "numeric" }) }).format(at);
}

/** As a field for a date wants it: the day that the reader's own calendar says, not the one in Greenwich. */
export function fieldDay(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const found = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${(found.get("year") ?? "").padStart(4, "0")}-${found.get("month") ?? ""}-${found.get("day") ?? ""}`;
}

/** For rows, where a month's whole name has no room. */
export const formatShortDate = (at: Date, reader: Reader): string =>
  formatter(reader, { day: "numeric", month: "short" }).format(at);

/** Over the lines of one day. */
export function formatDay(at: Date, now: Date, reader: Reader): string {
  const isThisYear = yearIn(at, reader) === yearIn(now, reader);
  const day = { weekday: "short", day: "numeric", month: "short" } as const;
  return formatter(reader, { ...day, ...(isThisYear ? {} : { year: "numeric" }) }).format(at);
}

export const formatDateTime = (at: Date, now: Date, reader: Reader): string =>
  `${formatDate(at, now, reader)}, ${formatTime(at, reader)}`;

/** Everything, to the second and with the zone: what stands behind every shorter form. */
export const formatExactly = (at: Date, reader: Reader): string =>
  formatter(reader, { dateStyle: "full", timeStyle: "long" }).format(at);

export interface Age {
  unit: "now" | "minutes" | "hours" | "days";
  count: number;
}

/** The largest whole unit that has passed; a moment in the future (a clock that is ahead) counts as now. */
export function ageOf(at: Date, now: Date): Age {
  const passed = now.getTime() - at.getTime();
  if (passed < minuteMs) return { unit: "now", count: 0 };
  if (passed < hourMs) return { unit: "minutes", count: Math.floor(passed / minuteMs) };
  if (passed < dayMs) return { unit: "hours", count: Math.floor(passed / hourMs) };
  return { unit: "days", count: Math.floor(passed / dayMs) };
}

/** "3 days ago", "in 2 hours", in the largest unit that fits. */
export function formatDistance(at: Date, now: Date, { locale }: Reader): string {
  const distance = at.getTime() - now.getTime();
  const relative = new Intl.RelativeTimeFormat(regions[locale], { numeric: "auto" });
  const size = Math.abs(distance);
  // "This minute" is nothing that anybody says.
  if (size < minuteMs) return relative.format(0, "second");
  if (size < hourMs) return relative.format(Math.trunc(distance / minuteMs), "minute");
  if (size < dayMs) return relative.format(Math.trunc(distance / hourMs), "hour");
  if (size < 60 * dayMs) return relative.format(Math.trunc(distance / dayMs), "day");
  if (size < 730 * dayMs) return relative.format(Math.trunc(distance / (30.44 * dayMs)), "month");
  return relative.format(Math.trunc(distance / (365.25 * dayMs)), "year");
}
