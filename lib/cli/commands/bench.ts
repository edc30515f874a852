import { randomUUID } from "node:crypto";
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { ApiClient } from "@/lib/cli/bench/api-client";
import { makeBenchDesk, type BenchDesk } from "@/lib/cli/bench/bench-desk";
import { makeBenchPeople, type BenchPerson } from "@/lib/cli/bench/bench-people";
import { benchText } from "@/lib/cli/bench/bench-text";
import { ledgerVerdicts, measureLedger } from "@/lib/cli/bench/measure-ledger";
import { matchingVerdicts, measureMatching } from "@/lib/cli/bench/measure-matching";
import { measureObservables, observablesVerdicts } from "@/lib/cli/bench/measure-observables";
import { measurePages } from "@/lib/cli/bench/measure-pages";
import { measureTrail, withoutTrail } from "@/lib/cli/bench/measure-trail";
import { BenchAddresses, benchReport, measureReports } from "@/lib/cli/bench/measure-reports";
import { type SizeMeasure, verdictsOf } from "@/lib/cli/bench/verdicts";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { db } from "@/lib/db/client";
import { listCases } from "@/lib/queries/list-cases";
import { noFilters } from "@/lib/tables/case-filters";
import { claimCase } from "@/lib/usecases/claim-case";
import { loadBulkSamples } from "@/lib/usecases/load-bulk-samples";

const say = (line: string) => process.stderr.write(`${line}\n`);
const clientsAtMost = 16;
const progressSeconds = 15;

interface BenchOptions {
  sizes: number[];
  /** How long each measurement of reports lasts, and a thirtieth of it each page. */
  seconds: number;
  /** Seal and verify the whole trail, however long it takes. */
  isTrailWhole: boolean;
  /** Measure the pages alone, on cases that were loaded without their trail: pages never read it, and it takes most of the loading. */
  isPagesAlone: boolean;
}

/** `bench [--cases 10000,100000] [--seconds 15] [--trail|--pages|--matching|--ledger] [--hashes 1000000] [--lines 1000000] [--observables 1000000] [--json]`: on a scratch database of its own for each size, removed afterwards. */
export async function bench(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      cases: { type: "string" },
      seconds: { type: "string" },
      trail: { type: "boolean" },
      pages: { type: "boolean" },
      matching: { type: "boolean" },
      hashes: { type: "string" },
      ledger: { type: "boolean" },
      lines: { type: "string" },
      observables: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const sizes = [values.cases ?? "10000,100000", ...positionals].flatMap((text) => text.split(",")).map(readNumber);
  const options = {
    sizes: sizes.sort((a, b) => a - b),
    seconds: readNumber(values.seconds ?? "15"),
    isTrailWhole: values.trail ?? false,
    isPagesAlone: values.pages ?? false,
  };
  const measured: SizeMeasure[] = [];
  // By itself: it has a scratch database of its own, and nothing to do with the number of cases.
  const matching = values.matching ? await measureMatching(readNumber(values.hashes ?? "1000000"), say) : null;
  const ledger = values.ledger ? await measureLedger(readNumber(values.lines ?? "1000000"), say) : null;
  const observables = values.observables ? await measureObservables(readNumber(values.observables), say) : null;
  if (matching === null && ledger === null && observables === null)
    for (const cases of options.sizes) measured.push(await measureSize(cases, options));
  const verdicts = [
    ...verdictsOf(measured),
    ...(matching === null ? [] : matchingVerdicts(matching)),
    ...(ledger === null ? [] : ledgerVerdicts(ledger)),
    ...(observables === null ? [] : observablesVerdicts(observables)),
  ];
  const machine = {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? "unknown",
    node: process.version,
    load: loadavg(),
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, sizes: measured, ...(matching && { matching }), ...(ledger && { ledger }), ...(observables && { observables }), verdicts }, null, 2)}\n`
      : benchText(machine, measured, verdicts, { matching, ledger, observables }),
  );
  return verdicts.some(({ isMet }) => isMet === false) ? exitCodes.foundWrong : exitCodes.ok;
}

function readNumber(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new UsageError(`A whole number from 1 to 99999999 is needed, not "${text}"`);
  return Number(text);
}

async function measureSize(cases: number, { seconds, isTrailWhole, isPagesAlone }: BenchOptions): Promise<SizeMeasure> {
  const desk = await makeBenchDesk(say);
  const stopAtOnce = () => void desk.dispose().finally(() => process.exit(130));
  process.once("SIGINT", stopAtOnce).once("SIGTERM", stopAtOnce);
  try {
    const load = isPagesAlone ? await withoutTrail(desk, () => loadCases(cases)) : await loadCases(cases);
    const { reader, reporters } = await makeBenchPeople(clientsAtMost);
    if (!isPagesAlone) say(`Measuring the trail of ${String(cases)} cases …`);
    // Somebody else's reports: the reader's own lists are measured below.
    const [writer = reader] = reporters;
    const trail = isPagesAlone ? null : await measureTrail(desk, writer.actor, seconds / 3, isTrailWhole);
    await desk.open();
    const addresses = new BenchAddresses();
    await giveReaderLists(desk, reader, addresses);
    say(`Measuring the pages at ${String(cases)} cases …`);
    const pages = await measurePages(desk, reader, seconds / 30);
    const reports = [];
    for (const clients of isPagesAlone ? [] : [1, clientsAtMost]) {
      say(`Measuring reports from ${String(clients)} clients …`);
      reports.push(await measureReports(desk, reporters.slice(0, clients), addresses, seconds));
    }
    return { cases, ...load, trail, pages, reports };
  } finally {
    process.off("SIGINT", stopAtOnce).off("SIGTERM", stopAtOnce);
    await desk.dispose();
  }
}

async function loadCases(cases: number) {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  let saidAt = 0;
  const actor = { kind: "operator", requestId: `bench-${randomUUID()}` } as const;
  const onProgress = (done: number) => {
    if (elapsed() - saidAt < progressSeconds) return;
    saidAt = elapsed();
    say(`${String(done)} of ${String(cases)} cases loaded, ${String(Math.round(done / saidAt))} a second`);
  };
  const until = new Date(new Date().toISOString().slice(0, 10));
  await loadBulkSamples(actor, { count: cases, seed: 1, until, onProgress });
  const loadSeconds = Math.round(elapsed());
  const casesPerSecond = Math.round(cases / elapsed());
  // What autovacuum does by itself within minutes on a desk that lives; the application's role may not ask for it on every table.
  await db().$executeRaw`ANALYZE`;
  return { loadSeconds, casesPerSecond };
}

/** The views "mine" and "logged" are empty for somebody who has just come. */
async function giveReaderLists(desk: BenchDesk, reader: BenchPerson, addresses: BenchAddresses): Promise<void> {
  const client = new ApiClient(desk.url, reader.token);
  try {
    for (let number = 0; number < 200; number += 1) await client.post("/reports", benchReport(addresses.next()));
  } finally {
    client.close();
  }
  const query = { ...noFilters, view: "to_review", sort: "opened", dir: "asc", cursor: null } as const;
  const { rows } = await listCases(reader.actor, query, 10);
  for (const { number, version } of rows) await claimCase(reader.actor, { ref: { number }, expectedVersion: version });
}
