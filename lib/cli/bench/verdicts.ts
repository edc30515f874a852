import type { PagesMeasure } from "./measure-pages";
import type { ReportsMeasure } from "./measure-reports";
import type { TrailMeasure } from "./measure-trail";
import { rounded } from "./measures";

export interface SizeMeasure {
  readonly cases: number;
  readonly loadSeconds: number;
  readonly casesPerSecond: number;
  /** Null where the pages alone were measured. */
  readonly trail: TrailMeasure | null;
  readonly pages: PagesMeasure;
  readonly reports: readonly ReportsMeasure[];
}

export interface Verdict {
  readonly target: string;
  readonly measured: string;
  /** Null where this run did not measure it. */
  readonly isMet: boolean | null;
}

/** What docs/benchmarks.md promises, beside what was measured. */
export function verdictsOf(sizes: readonly SizeMeasure[]): Verdict[] {
  return [
    ...sizes.slice(1).map((size) => growth(sizes[0] ?? size, size)),
    ...sizes.map(cost),
    ...sizes.map(intake),
    ...sizes.flatMap(verification),
  ];
}

function growth(smallest: SizeMeasure, size: SizeMeasure): Verdict {
  const ratio = (of: "api" | "sql") => rounded(size.pages.all[of].p95 / smallest.pages.all[of].p95);
  return {
    target: `a page at ${named(size)} ≤ 1.3 × the page at ${named(smallest)} (p95)`,
    measured: `API × ${String(ratio("api"))}, SQL × ${String(ratio("sql"))}`,
    isMet: ratio("api") <= 1.3,
  };
}

function cost(size: SizeMeasure): Verdict {
  const { over } = size.pages.all;
  return {
    target: `the API's page ≤ 5 ms over its SQL at ${named(size)}`,
    measured: `${String(over)} ms`,
    isMet: over <= 5,
  };
}

function intake(size: SizeMeasure): Verdict {
  const measured = size.reports.find(({ clients }) => clients === 16);
  return {
    target: `≥ 300 reports a second from 16 clients at ${named(size)}, trail included`,
    measured: measured ? `${String(measured.perSecond)} a second` : "not measured",
    isMet: measured ? measured.perSecond >= 300 : null,
  };
}

/** From what was verified here, for the million that is promised. */
function verification(size: SizeMeasure): Verdict[] {
  const verified = size.trail?.verified ?? null;
  if (verified === null) return [];
  return [
    {
      target: "a million entries verified in under a minute",
      measured: `${String(verified.entries)} in ${String(verified.seconds)} s, ${String(verified.perSecond)} a second`,
      isMet: verified.perSecond >= 1_000_000 / 60,
    },
  ];
}

export const named = ({ cases }: { cases: number }): string => cases.toLocaleString("en");
