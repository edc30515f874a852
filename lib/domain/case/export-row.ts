import { importableStates, type ImportableState } from "../intake/report-input";
import { csvRecord } from "../notices/csv-cells";
import { defang } from "../notices/defang";
import type { CaseState, Classification, Outcome, PlatformId, Track } from "./vocabulary";

export const exportFormats = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportFacts {
  number: number;
  platform: PlatformId;
  handle: string;
  profileUrl: string;
  stableId: string | null;
  track: Track;
  state: CaseState;
  classification: Classification | null;
  decidedBy: string | null;
  life: number;
  reports: number;
  signals: readonly string[];
  observed: string;
  openedAt: Date;
  notifiedAt: Date | null;
  outcome: Outcome | null;
  informedAt: Date | null;
  mandate: string | null;
}

const day = (instant: Date | null): string => instant?.toISOString().slice(0, 10) ?? "";
/** A case in the middle of its review arrives elsewhere as one to review. */
const importable = (state: CaseState): ImportableState => importableStates.find((one) => one === state) ?? "open";

/**
 * What leaves of a case, by column. The names are those that the importer reads, so that an exported file can be brought in again; the
 * lane never leaves, which is why the age answer is always "no". Addresses are defanged: a spreadsheet opens what it takes for a link.
 */
const columns: Readonly<Record<string, (facts: ExportFacts) => string>> = {
  url: (facts) => defang(facts.profileUrl),
  platform: (facts) => facts.platform,
  handle: (facts) => facts.handle,
  track: (facts) => facts.track,
  age: () => "no",
  observed: (facts) => facts.observed,
  observed_on: (facts) => day(facts.openedAt),
  state: (facts) => importable(facts.state),
  notified_on: (facts) => day(facts.notifiedAt),
  outcome: (facts) => facts.outcome ?? "",
  informed_on: (facts) => day(facts.informedAt),
  case: (facts) => String(facts.number),
  desk_state: (facts) => facts.state,
  stable_id: (facts) => facts.stableId ?? "",
  decided_as: (facts) => facts.classification ?? "",
  decided_by: (facts) => facts.decidedBy ?? "",
  life: (facts) => String(facts.life),
  reports: (facts) => String(facts.reports),
  signals: (facts) => facts.signals.join(" "),
  mandate: (facts) => facts.mandate ?? "",
};
export const exportColumns = Object.keys(columns);

/** The file's first bytes: spreadsheets read UTF-8 as such only behind a byte order mark. */
export const exportHead: Readonly<Record<ExportFormat, string>> = {
  csv: `\uFEFF${csvRecord(exportColumns)}`,
  jsonl: "",
};

export function exportLine(format: ExportFormat, facts: ExportFacts): string {
  const cells = Object.entries(columns).map(([name, read]) => [name, read(facts)] as const);
  return format === "csv" ? csvRecord(cells.map(([, cell]) => cell)) : `${JSON.stringify(Object.fromEntries(cells))}\n`;
}

export const exportMediaType: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/jsonl; charset=utf-8",
};
