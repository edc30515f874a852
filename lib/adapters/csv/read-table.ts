import "server-only";
import { CsvError, parse, type Info } from "csv-parse/sync";
import { invalidInput } from "@/lib/domain/errors";

export const rowsAtMost = 200_000;
export const fileBytesAtMost = 50 * 1024 * 1024;
const cellCharactersAtMost = 20_000;

export interface TableRow {
  /** The line of the file on which the row begins, counted from 1. */
  line: number;
  cells: string[];
  /** Set where the row cannot be read at all. */
  problem?: string;
}
export interface Table {
  format: "csv" | "jsonl";
  delimiter: string | null;
  headers: string[];
  rows: TableRow[];
}

const delimiters = [",", ";", "\t"] as const;

const records = (text: string, delimiter: string, most?: number) =>
  parse(text, {
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: cellCharactersAtMost * 10,
    ...(most !== undefined && { to: most }),
  }) as unknown as { record: string[]; info: Info }[];

/** The delimiter that cuts the first records into the most columns, most evenly; a comma where none does. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 65_536);
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    let widths: number[];
    try {
      widths = records(head.slice(0, Math.max(head.lastIndexOf("\n"), 0) || head.length), delimiter, 20).map(
        ({ record }) => record.length,
      );
    } catch {
      continue;
    }
    const usual = widths[0] ?? 1;
    const even = widths.filter((width) => width === usual).length / Math.max(widths.length, 1);
    const score = usual > 1 ? even * 100 + Math.min(usual, 50) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/**
 * Reads a whole CSV or JSON Lines file. Ragged rows are read as far as they go; quoted cells may hold line breaks.
 * @throws DomainError `invalid_input` that names the line where the file cannot be read on, or the limit that it passes.
 */
export function readTable(text: string): Table {
  return /^\s*\{/.test(text) ? readJsonLines(text) : readCsv(text);
}

function readCsv(text: string): Table {
  const delimiter = delimiterOf(text);
  let read: ReturnType<typeof records>;
  try {
    read = records(text, delimiter);
  } catch (error) {
    if (error instanceof CsvError)
      throw invalidInput("csv_unreadable", { line: (error as { lines?: number }).lines ?? 0, code: error.code });
    throw error;
  }
  const [head, ...rest] = read;
  if (!head) throw invalidInput("file_is_empty");
  if (rest.length > rowsAtMost) throw invalidInput("too_many_rows", { maximum: rowsAtMost });
  let lastLine = head.info.lines;
  const rows = rest.map(({ record, info }): TableRow => {
    // The parser counts the line on which a record ends; the one after the last record's end is where this one begins.
    const line = lastLine + 1;
    lastLine = info.lines;
    const isTooLong = record.some((cell) => cell.length > cellCharactersAtMost);
    return { line: Math.min(line, info.lines), cells: record, ...(isTooLong && { problem: "cell_too_long" }) };
  });
  return { format: "csv", delimiter, headers: head.record.map((name) => name.trim()), rows };
}

const textOf = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

function readJsonLines(text: string): Table {
  const headers: string[] = [];
  const seen = new Map<string, number>();
  const objects: { line: number; value: Record<string, unknown> | null }[] = [];
  text.split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    let value: unknown = null;
    try {
      value = JSON.parse(line);
    } catch {
      // Said below, with the line's number.
    }
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    objects.push({ line: index + 1, value: isObject ? (value as Record<string, unknown>) : null });
    if (!isObject) return;
    for (const name of Object.keys(value as object)) {
      if (!seen.has(name) && headers.length < 500) {
        seen.set(name, headers.length);
        headers.push(name);
      }
    }
  });
  if (objects.length > rowsAtMost) throw invalidInput("too_many_rows", { maximum: rowsAtMost });
  const rows = objects.map(({ line, value }): TableRow => {
    if (!value) return { line, cells: [], problem: "not_a_json_object" };
    const cells = headers.map((name) => textOf(value[name]));
    return {
      line,
      cells,
      ...(cells.some((cell) => cell.length > cellCharactersAtMost) && { problem: "cell_too_long" }),
    };
  });
  return { format: "jsonl", delimiter: null, headers, rows };
}
