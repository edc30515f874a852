import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { tokenHolder } from "@/lib/cli/token-holder";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { exportFormats } from "@/lib/domain/case/export-row";
import { exportCases, type ExportSelection } from "@/lib/queries/export-cases";
import { caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";

async function write(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise((resolve) => process.stdout.once("drain", resolve));
}

/** `export [--format csv|jsonl] [--query "view=to_notify&platform=x"] --as EMAIL`: the file on standard output. */
export async function exportFile(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { format: { type: "string" }, query: { type: "string" }, as: { type: "string" } },
  });
  const format = exportFormats.find((one) => one === (values.format ?? "csv"));
  if (!format) throw new UsageError(`--format takes one of ${exportFormats.join(", ")}, not "${values.format ?? ""}"`);
  const actor = { ...(await tokenHolder(values.as)), requestId: randomUUID() };
  const query = values.query === undefined ? null : caseQueryFor(actor, loadCaseAddress(`?${values.query}`));
  const selection: ExportSelection = query ? { query } : { all: true };
  for await (const lines of await exportCases(actor, format, selection)) await write(lines);
  return exitCodes.ok;
}
