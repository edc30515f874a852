/** What a spreadsheet may skip before it decides whether a cell is a formula: blanks, controls, invisible marks, quotes. */
const skipped = String.raw`[\p{C}\p{Z}\p{M}\s"'’‘“”«»]*`;
/** Formula starters with their full-width, small and superscript kin, and the dashes that are read as minus. */
const starter = "[=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−‐‑‒–—―]";
/**
 * Where a cell begins: at its start, and inside it after a semicolon, a tab or a line end. A spreadsheet that takes another
 * separator than the comma (a French one does) does not see our quotes and cuts there. The starter is optional so that each
 * character is looked at once.
 */
const beginnings = new RegExp(`(^|[;\\t\\r\\n])(${skipped})(${starter}?)`, "gu");

/**
 * A cell that no spreadsheet takes for a formula: an apostrophe goes before what could start one, and before a leading tab or
 * carriage return. Everything else stays as it is.
 */
export function neutraliseCell(text: string): string {
  const safe = text.replace(beginnings, (match, separator: string, skip: string, start: string, offset: number) => {
    if (start === "") return match;
    const isWholeCell = separator === "" && offset === 0;
    if (isWholeCell && !/[\t\r\n]/u.test(skip)) return `'${skip}${start}`;
    return `${separator}${skip}'${start}`;
  });
  return /^[\t\r]/u.test(safe) ? `'${safe}` : safe;
}

/** One record of RFC 4180, ended by CRLF. Quoted are the cells that must be, and those that hold another tool's separator. */
export function csvRecord(cells: readonly string[]): string {
  const written = cells.map((cell) => {
    const safe = neutraliseCell(cell);
    return /[",;\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(",")}\r\n`;
}
