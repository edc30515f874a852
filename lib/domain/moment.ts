/**
 * A moment as the database keeps it, ISO 8601 with microseconds, read from an address: a date of JavaScript would lose what lies within
 * one millisecond. Null for what is none; a 31st of February becomes the day that it is, which the database knows.
 */
export function readMoment(text: string): string | null {
  const [, milliseconds, micros] = /^(2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{3})Z$/.exec(text) ?? [];
  const at = new Date(`${milliseconds ?? ""}Z`);
  return micros === undefined || Number.isNaN(at.getTime()) ? null : `${at.toISOString().slice(0, -1)}${micros}Z`;
}
