import { parseAddress } from "../addresses/parse-address";
import type { ParsedAddress } from "../addresses/address";
import type { AgeAnswer, Outcome, PlatformId, Track } from "../case/vocabulary";
import { observedMaximum, type ImportableState, type ReportAnswers, type ReportHistory } from "../intake/report-input";
import { readDate } from "./dates";
import type { ImportField, ImportOptions } from "./mapping";
import { readAge, readOutcome, readPlatform, readState, readTrack } from "./words";

/** One report of a row, as intake takes it. */
export interface RowReport {
  address: { platform: PlatformId; handle: string; key: string; stableId: string | null; profileUrl: string };
  answers: ReportAnswers;
  sourceText: string;
  history: ReportHistory | null;
}

/** Why a row, or one account of it, stays out. `reason` is a message key; `field` the column's meaning. */
export interface RowProblem {
  reason: string;
  field: ImportField | null;
  details: Record<string, string>;
}

export interface ReadRow {
  reports: RowReport[];
  problems: RowProblem[];
}

class Unreadable extends Error {
  constructor(readonly problem: RowProblem) {
    super(problem.reason);
  }
}
const fail = (reason: string, field: ImportField | null, details: Record<string, string> = {}): never => {
  throw new Unreadable({ reason, field, details });
};
const short = (cell: string): string => (cell.length > 80 ? `${cell.slice(0, 79)}…` : cell);

const day = 86_400_000;
/** Half a year after a decision, and a month after a refusal, a case is no longer kept (spec 06): it is not taken in either. */
const retentionOf: Partial<Record<ImportableState, number>> = {
  actioned: 183,
  closed: 183,
  refused: 30,
  rejected: 30,
  undetermined: 30,
};

/** Reads one row. A row says what is wrong with it, all at once for its accounts, and never half of it is taken for the whole. */
export function readRow(cells: readonly string[], options: ImportOptions, now: Date): ReadRow {
  const cellOf = (field: ImportField): string => {
    const column = options.mapping.indexOf(field);
    return column < 0 ? "" : (cells[column]?.trim() ?? "");
  };
  try {
    const answers = readAnswers(cellOf, options, now);
    const history = readHistory(cellOf, options, answers.observedAt, now);
    const { accounts, problems } = readAccounts(cells, cellOf, options);
    if (accounts.length === 0 && problems.length === 0) fail("no_address", "address");
    return {
      reports: accounts.map(({ address, text }) => ({ address, answers, sourceText: text, history })),
      problems,
    };
  } catch (error) {
    if (error instanceof Unreadable) return { reports: [], problems: [error.problem] };
    throw error;
  }
}

type CellOf = (field: ImportField) => string;

function readAnswers(cellOf: CellOf, { constants, isMonthFirst }: ImportOptions, now: Date): ReportAnswers {
  const observed = cellOf("observed").replaceAll("\0", "");
  if (observed.length > observedMaximum) fail("text_too_long", "observed", { maximum: String(observedMaximum) });
  return {
    track: known<Track>(cellOf("track"), readTrack, constants.track, "track"),
    ageAnswer: known<AgeAnswer>(cellOf("age"), readAge, constants.ageAnswer, "age"),
    signals: {},
    observed,
    mandateId: null,
    observedAt: dateIn(cellOf("observed_on"), "observed_on", isMonthFirst, now),
  };
}

/** The cell's value; the constant where the cell is empty; a problem where neither says anything. */
function known<Value>(
  cell: string,
  read: (cell: string) => Value | null,
  constant: Value | null,
  field: "track" | "age",
): Value {
  if (cell === "") return constant ?? fail(`${field}_missing`, field);
  return read(cell) ?? fail(`${field}_unknown`, field, { value: short(cell) });
}

function dateIn(cell: string, field: ImportField, isMonthFirst: boolean, now: Date): Date | null {
  if (cell === "") return null;
  const date = readDate(cell, isMonthFirst) ?? fail("date_unreadable", field, { value: short(cell) });
  if (date.getUTCFullYear() < 2000) fail("date_too_old", field, { value: short(cell) });
  if (date.getTime() > now.getTime() + day) fail("date_in_future", field, { value: short(cell) });
  return date;
}

const stateAfter: Readonly<Record<Outcome, ImportableState>> = {
  account_removed: "actioned",
  account_suspended: "actioned",
  content_removed: "actioned",
  restricted: "actioned",
  verified_gone: "actioned",
  already_gone: "actioned",
  refused: "refused",
  refused_unfounded: "refused",
  no_answer: "unanswered",
  back_again: "notified",
};

/** What was done before the desk: from the state's column, or from what the dates and the outcome say. Null for plain news. */
function readHistory(
  cellOf: CellOf,
  { isMonthFirst }: ImportOptions,
  observedAt: Date | null,
  now: Date,
): ReportHistory | null {
  const stateCell = cellOf("state");
  const outcomeCell = cellOf("outcome");
  const said =
    stateCell === "" ? null : (readState(stateCell) ?? fail("state_unknown", "state", { value: short(stateCell) }));
  const outcome =
    outcomeCell === ""
      ? null
      : (readOutcome(outcomeCell) ?? fail("outcome_unknown", "outcome", { value: short(outcomeCell) }));
  const notifiedAt = dateIn(cellOf("notified_on"), "notified_on", isMonthFirst, now);
  const informedOn = dateIn(cellOf("informed_on"), "informed_on", isMonthFirst, now);
  const state = said ?? (outcome ? stateAfter[outcome] : notifiedAt ? "notified" : "open");
  if (state === "open") return null;
  if (notifiedAt && informedOn && informedOn < notifiedAt) fail("answered_before_sent", "informed_on");
  const last = informedOn ?? notifiedAt ?? observedAt;
  const kept = retentionOf[state];
  if (kept !== undefined && last && now.getTime() - last.getTime() > kept * day)
    fail("retention_over", "state", { state });
  return { state, openedAt: observedAt ?? notifiedAt, notifiedAt, outcome, informedOn };
}

function readAccounts(cells: readonly string[], cellOf: CellOf, options: ImportOptions) {
  const accounts: { address: RowReport["address"]; text: string }[] = [];
  const problems: RowProblem[] = [];
  const take = (text: string, platform: PlatformId | null, field: ImportField): void => {
    const parsed = parseAddress(text, platform ? { platform } : {});
    const address = profileOf(parsed);
    if (!address)
      problems.push({
        reason: `address.${reasonFor(parsed, field, platform)}`,
        field,
        details: { value: short(text) },
      });
    else if (!accounts.some((one) => one.address.platform === address.platform && one.address.key === address.key))
      accounts.push({ address, text });
  };
  const platformCell = cellOf("platform");
  const named = platformCell === "" ? options.constants.platform : readPlatform(platformCell);
  const link = cellOf("address");
  const handle = cellOf("handle");
  if (link !== "") take(link, named, "address");
  else if (handle !== "" && platformCell !== "" && named === null) {
    problems.push({ reason: "platform_unknown", field: "platform", details: { value: short(platformCell) } });
  } else if (handle !== "") take(handle, named, "handle");
  options.mapping.forEach((field, column) => {
    const cell = cells[column]?.trim() ?? "";
    if (field?.startsWith("account:") && cell !== "") take(cell, field.slice("account:".length) as PlatformId, field);
  });
  return { accounts, problems };
}

/** In a column of handles of a known platform, text that holds no address is a handle that this platform cannot have. */
function reasonFor({ reason }: ParsedAddress, field: ImportField, platform: PlatformId | null): string {
  const found = reason ?? "not_an_address";
  return found === "not_an_address" && field !== "address" && platform ? "handle_shape" : found;
}

function profileOf({ kind, platform, handle, key, stableId, profileUrl }: ParsedAddress): RowReport["address"] | null {
  if (kind !== "profile" || platform === null || key === null || profileUrl === null) return null;
  return { platform, handle: handle ?? stableId ?? key, key, stableId, profileUrl };
}

/** What makes two rows the same report; its digest keeps a file that arrives twice from changing anything. */
export function rowIdentity({ address, answers, history }: RowReport): string {
  return JSON.stringify([
    "row 1",
    address.platform,
    address.key,
    address.stableId,
    answers.track,
    answers.ageAnswer,
    answers.observed,
    answers.observedAt?.toISOString() ?? null,
    history && [
      history.state,
      history.notifiedAt?.toISOString() ?? null,
      history.outcome,
      history.informedOn?.toISOString() ?? null,
    ],
  ]);
}
