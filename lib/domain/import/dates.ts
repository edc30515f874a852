import { plain } from "./words";

const months: readonly (readonly string[])[] = [
  ["janvier", "janv", "jan", "january"],
  ["fevrier", "fevr", "fev", "february", "feb"],
  ["mars", "march", "mar"],
  ["avril", "avr", "april", "apr"],
  ["mai", "may"],
  ["juin", "june", "jun"],
  ["juillet", "juil", "july", "jul"],
  ["aout", "august", "aug"],
  ["septembre", "sept", "september", "sep"],
  ["octobre", "oct", "october"],
  ["novembre", "nov", "november"],
  ["decembre", "dec", "december"],
];

/** A day that exists, as its first instant in UTC. */
function dayOf(year: number, month: number, day: number): Date | null {
  const full = year < 100 ? 2000 + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  return date.getUTCFullYear() === full && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
}

/**
 * Reads a date as spreadsheets hold them: ISO with or without a time, day/month/year (month first where told so), words in French and
 * English, and the serial numbers of Excel. Null for anything else, also for the 31st of February.
 */
export function readDate(cell: string, isMonthFirst = false): Date | null {
  const text = cell.trim();
  const iso =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (iso) {
    const day = dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    if (!day || iso[4] === undefined) return day;
    const [hours, minutes, seconds] = [Number(iso[4]), Number(iso[5]), Number(iso[6] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59) return null;
    const zone = /^([+-])(\d{2}):?(\d{2})$/.exec(iso[7] ?? "");
    const offset = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
    return new Date(day.getTime() + ((hours * 60 + minutes - offset) * 60 + seconds) * 1000);
  }
  const numbers = /^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})(?:[ T]+\d{1,2}[:h]\d{2}(?::\d{2})?)?$/.exec(text);
  if (numbers) {
    const [first, second, year] = [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
    return isMonthFirst ? dayOf(year, first, second) : dayOf(year, second, first);
  }
  if (/^\d{5}$/.test(text)) return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000);
  return inWords(plain(text));
}

function inWords(text: string): Date | null {
  const french = /^(?:\w{3,9} )?(\d{1,2})(?:er|st|nd|rd|th)? (\w+) (\d{4})$/.exec(text);
  const english = /^(?:\w{3,9} )?([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/.exec(text);
  const [day, word, year] = french
    ? [french[1], french[2], french[3]]
    : english
      ? [english[2], english[1], english[3]]
      : [];
  const month = months.findIndex((names) => word !== undefined && names.includes(word));
  return month < 0 ? null : dayOf(Number(year), month + 1, Number(day));
}
