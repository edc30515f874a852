import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { loadBulkSamples } from "@/lib/usecases/load-bulk-samples";

const wholeNumber = (text: string, name: string, most: number): number => {
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new UsageError(`--${name} takes a whole number up to ${most}, not "${text}"`);
  return Number(text);
};

/** `sample [--cases N] [--seed S] [--until YYYY-MM-DD]`: the same three give the same accounts, cases and reports. */
export async function sample(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { cases: { type: "string" }, seed: { type: "string" }, until: { type: "string" } },
  });
  const until = new Date(`${values.until ?? new Date().toISOString().slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(until.getTime())) throw new UsageError(`--until takes a day like 2026-11-22, not "${values.until}"`);
  const options = {
    count: wholeNumber(values.cases ?? "1000", "cases", 10_000_000),
    seed: wholeNumber(values.seed ?? "1", "seed", 4_294_967_295),
    until,
  };
  const startedAt = performance.now();
  const rate = (written: number): number => Math.round(written / ((performance.now() - startedAt) / 1000));
  let shown = 0;
  const written = await loadBulkSamples(
    { kind: "operator", requestId: randomUUID() },
    {
      ...options,
      onProgress: (done) => {
        if (performance.now() - shown < 1000 && done < options.count) return;
        shown = performance.now();
        process.stderr.write(`\r${done} of ${options.count} cases, ${rate(done)} a second`);
      },
    },
  );
  process.stderr.write("\n");
  process.stdout.write(`${JSON.stringify({ cases: written, seed: options.seed, casesPerSecond: rate(written) })}\n`);
  return exitCodes.ok;
}
