import type { Outcome } from "../case/vocabulary";
import { csvRecord } from "./csv-cells";
import type { DsaCategory, DsaKeyword } from "./dsa-keywords";

/** What became of one case at one recipient, as the yearly report counts it. */
export const reportActions = [
  "removed",
  "account_suspended",
  "account_terminated",
  "restricted",
  "no_action",
  "no_action_already_gone",
  "pending",
  "other",
] as const;
export type ReportAction = (typeof reportActions)[number];

const actionOf: Readonly<Record<Outcome, ReportAction>> = {
  account_removed: "account_terminated",
  account_suspended: "account_suspended",
  content_removed: "removed",
  restricted: "restricted",
  // Seen to be gone, by whom nobody said.
  verified_gone: "other",
  already_gone: "no_action_already_gone",
  refused: "no_action",
  refused_unfounded: "no_action",
  no_answer: "pending",
  back_again: "other",
};

export const reportAction = (outcome: Outcome | null): ReportAction =>
  outcome === null ? "pending" : actionOf[outcome];

/** One notice about one account, without anything that says which. */
export interface CountedNotice {
  readonly provider: string;
  readonly category: DsaCategory;
  readonly keyword: DsaKeyword | null;
  readonly outcome: Outcome | null;
  readonly hoursToDecision: number | null;
  readonly count: number;
}

export interface Article22Report {
  readonly period: { readonly from: string; readonly to: string };
  readonly organisation: string;
  readonly independence_procedures: string;
  readonly rows: readonly {
    readonly provider: string;
    readonly dsa_category: DsaCategory;
    readonly dsa_keyword?: DsaKeyword;
    readonly action: ReportAction;
    readonly count: number;
    readonly median_hours_to_decision: number | null;
  }[];
  readonly accuracy: Readonly<Record<AccuracyName, number>>;
}
type AccuracyName = "notices_sent" | "decided" | "acted_on" | "refused" | "refused_manifestly_unfounded";

const refusals: readonly (Outcome | null)[] = ["refused", "refused_unfounded"];
const acted: readonly ReportAction[] = ["removed", "account_suspended", "account_terminated", "restricted"];

/** The middle of values that each stand for so many; null of none. */
function weightedMedian(values: readonly { value: number; weight: number }[]): number | null {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, one) => sum + one.weight, 0);
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    if (passed * 2 >= total) return Math.round(value * 10) / 10;
  }
  return null;
}

/** The public yearly report that a trusted flagger owes (DSA Art. 22(3)): counts by provider, kind and action. Nobody is in it. */
export function buildArticle22(
  counted: readonly CountedNotice[],
  facts: { readonly year: number; readonly organisation: string; readonly independence: string },
): Article22Report {
  const groups = new Map<string, CountedNotice[]>();
  for (const one of counted) {
    const key = [one.provider, one.category, one.keyword ?? "", reportAction(one.outcome)].join("\t");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const sum = (list: readonly CountedNotice[]): number => list.reduce((total, one) => total + one.count, 0);
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, list]) => {
      const first = list[0];
      if (first === undefined) return [];
      const known = list.flatMap((one) =>
        one.hoursToDecision === null ? [] : [{ value: one.hoursToDecision, weight: one.count }],
      );
      return {
        provider: first.provider,
        dsa_category: first.category,
        ...(first.keyword !== null && { dsa_keyword: first.keyword }),
        action: reportAction(first.outcome),
        count: sum(list),
        median_hours_to_decision: weightedMedian(known),
      };
    });
  const where = (fits: (one: CountedNotice) => boolean): number => sum(counted.filter(fits));
  return {
    period: { from: `${facts.year}-01-01`, to: `${facts.year}-12-31` },
    organisation: facts.organisation,
    independence_procedures: facts.independence,
    rows,
    accuracy: {
      notices_sent: sum(counted),
      decided: where((one) => reportAction(one.outcome) !== "pending"),
      acted_on: where((one) => acted.includes(reportAction(one.outcome))),
      refused: where((one) => refusals.includes(one.outcome)),
      refused_manifestly_unfounded: where((one) => one.outcome === "refused_unfounded"),
    },
  };
}

const columns = ["provider", "dsa_category", "dsa_keyword", "action", "count", "median_hours_to_decision"] as const;

/** The same rows for a spreadsheet. */
export function article22Csv(report: Article22Report): Uint8Array<ArrayBuffer> {
  const records = report.rows.map((row) => columns.map((name) => String(row[name] ?? "")));
  return new TextEncoder().encode(`\uFEFF${[[...columns], ...records].map(csvRecord).join("")}`);
}
