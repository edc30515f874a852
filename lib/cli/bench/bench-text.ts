import type { LedgerMeasure } from "./measure-ledger";
import type { MatchingMeasure } from "./measure-matching";
import type { ObservablesMeasure } from "./measure-observables";
import type { TrailMeasure } from "./measure-trail";
import { named, type SizeMeasure, type Verdict } from "./verdicts";

interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly node: string;
  readonly load: readonly number[];
}

const cells = (...values: (string | number)[]): string => `| ${values.join(" | ")} |`;
const table = (header: readonly string[], rows: readonly string[]): string[] => [
  cells(...header),
  cells(...header.map(() => "---")),
  ...rows,
  "",
];

/** The figures as Markdown, as docs/benchmarks.md has them. */
export function benchText(
  machine: Machine,
  sizes: readonly SizeMeasure[],
  verdicts: readonly Verdict[],
  {
    matching,
    ledger,
    observables,
  }: { matching: MatchingMeasure | null; ledger: LedgerMeasure | null; observables: ObservablesMeasure | null },
): string {
  const load = machine.load.map((value) => value.toFixed(1)).join(", ");
  return [
    `${String(machine.cores)} cores (${machine.processor}), Node ${machine.node}, load averages at the end ${load}`,
    "",
    ...sizes.flatMap(sizeText),
    ...(matching === null ? [] : matchingText(matching)),
    ...(ledger === null ? [] : ledgerText(ledger)),
    ...(observables === null ? [] : observablesText(observables)),
    ...table(
      ["Target", "Measured", "Met"],
      verdicts.map(({ target, measured, isMet }) =>
        cells(target, measured, isMet === null ? "–" : isMet ? "yes" : "no"),
      ),
    ),
  ].join("\n");
}

function matchingText({ hashes, loadSeconds, indexed, byScan }: MatchingMeasure): string[] {
  const row = (name: string, { p50, p95, queries }: MatchingMeasure["indexed"]) => cells(name, p50, p95, queries);
  return [
    `## ${hashes.toLocaleString("en")} fingerprints (loaded in ${String(loadSeconds)} s)`,
    "",
    "Milliseconds for one picture in its eight orientations:",
    "",
    ...table(["By", "p50", "p95", "Queries"], [row("index", indexed), row("scan", byScan)]),
  ];
}

function ledgerText({ lines, loadSeconds, figures }: LedgerMeasure): string[] {
  return [
    `## ${lines.toLocaleString("en")} lines of the ledger (loaded in ${String(loadSeconds)} s)`,
    "",
    "Milliseconds for what a page asks of the database:",
    "",
    ...table(
      ["What", "p50", "p95", "Rounds"],
      figures.map(({ what, p50, p95, rounds }) => cells(what, p50, p95, rounds)),
    ),
  ];
}

function observablesText({ links, loadSeconds, lookup }: ObservablesMeasure): string[] {
  return [
    `## ${links.toLocaleString("en")} links (loaded in ${String(loadSeconds)} s)`,
    "",
    "Milliseconds to find who else has the one link of a case:",
    "",
    ...table(["p50", "p95", "Queries"], [cells(lookup.p50, lookup.p95, lookup.queries)]),
  ];
}

function sizeText(size: SizeMeasure): string[] {
  const { pages, all, cpuMillisecondsEach: cpu } = size.pages;
  return [
    `## ${named(size)} cases (loaded in ${String(size.loadSeconds)} s, ${String(size.casesPerSecond)} a second)`,
    "",
    "Milliseconds for a page of 50:",
    "",
    ...table(
      ["View", "Sort", "Page", "Rows", "API p50", "API p95", "SQL p50", "SQL p95", "API over SQL"],
      [
        ...pages.map((page) =>
          cells(
            page.view,
            page.sort,
            page.place,
            page.rows,
            page.api.p50,
            page.api.p95,
            page.sql.p50,
            page.sql.p95,
            page.over,
          ),
        ),
        cells("all", "", "", "", all.api.p50, all.api.p95, all.sql.p50, all.sql.p95, all.over),
      ],
    ),
    ...(cpu
      ? [
          `Processor time for one request and one bare statement: web ${String(cpu.web)} ms, Postgres ${String(cpu.postgres)} ms.`,
          "",
        ]
      : []),
    ...(size.trail ? trailText(size.trail) : []),
    ...(size.reports.length === 0 ? [] : reportsText(size)),
  ];
}

function reportsText({ reports }: SizeMeasure): string[] {
  return table(
    [
      "Clients",
      "Reports",
      "A second",
      "p50 ms",
      "p95 ms",
      "Trail entries each",
      "CPU ms each: web",
      "Postgres",
      "bench",
    ],
    reports.map((one) => {
      const spent = one.cpuMillisecondsEach;
      const each = (part: "web" | "postgres" | "bench") => spent?.[part] ?? "–";
      return cells(
        one.clients,
        one.reports,
        one.perSecond,
        one.p50,
        one.p95,
        one.entriesEach,
        each("web"),
        each("postgres"),
        each("bench"),
      );
    }),
  );
}

function trailText({
  writesPerSecond,
  sealedEntries,
  sealedPerSecond,
  sealOfOne,
  proof,
  verified,
}: TrailMeasure): string[] {
  return table(
    ["The trail", "Measured"],
    [
      cells("reports a second without HTTP, 16 at once, with the trail", writesPerSecond.withTrail),
      cells("the same without the triggers that write it", writesPerSecond.withoutTrail),
      cells(`entries sealed a second, ${String(sealedEntries)} at once`, sealedPerSecond),
      cells("a seal of one report, ms", sealOfOne),
      cells("a proof of inclusion, p50 / p95 ms", `${String(proof.p50)} / ${String(proof.p95)}`),
      cells(
        "entries verified a second",
        verified ? `${String(verified.perSecond)} (${String(verified.entries)} in ${String(verified.seconds)} s)` : "–",
      ),
    ],
  );
}
