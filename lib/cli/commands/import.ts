import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { tokenHolder } from "@/lib/cli/token-holder";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { db } from "@/lib/db/client";
import { ageAnswers, platformIds, tracks } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { importFields, importOptionsSchema, type ImportField, type ImportOptions } from "@/lib/domain/import/mapping";
import { getImport } from "@/lib/queries/get-import";
import { cancelImport } from "@/lib/usecases/cancel-import";
import { previewImport } from "@/lib/usecases/preview-import";
import { runImport } from "@/lib/usecases/run-import";
import { startImport } from "@/lib/usecases/start-import";
import { uploadImport } from "@/lib/usecases/upload-import";

const oneOf = <Value extends string>(
  values: readonly Value[],
  text: string | undefined,
  name: string,
): Value | null => {
  if (text === undefined) return null;
  const found = values.find((value) => value === text);
  if (!found) throw new UsageError(`--${name} takes one of ${values.join(", ")}, not "${text}"`);
  return found;
};

function readWords(words: string[]) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean" },
      "on-error": { type: "string" },
      as: { type: "string" },
      map: { type: "string", multiple: true },
      track: { type: "string" },
      age: { type: "string" },
      platform: { type: "string" },
      language: { type: "string" },
      "month-first": { type: "boolean" },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("Name one file.");
  return { file, values };
}

/** `--map "Column name=field"`, over the guess; `ignore` passes a column over. */
function withMap(
  mapping: ImportOptions["mapping"],
  headers: readonly string[],
  given: readonly string[],
): ImportOptions["mapping"] {
  const settled = headers.map((_, column) => mapping[column] ?? null);
  for (const pair of given) {
    const cut = pair.lastIndexOf("=");
    const column = headers.indexOf(pair.slice(0, cut));
    if (cut < 1 || column < 0) throw new UsageError(`--map "${pair}": the file has the columns ${headers.join(" · ")}`);
    settled[column] = oneOf<ImportField | "ignore">(
      [...importFields, "ignore"],
      pair.slice(cut + 1),
      "map",
    ) as ImportField | null;
    if ((settled[column] as string) === "ignore") settled[column] = null;
  }
  return settled;
}

async function showProgress(id: string): Promise<void> {
  const row = await db().import.findUnique({
    where: { id },
    select: { nextRow: true, totalRows: true, createdCount: true, joinedCount: true, refusedCount: true },
  });
  if (row)
    process.stderr.write(
      `\r${row.nextRow} of ${row.totalRows} rows: ${row.createdCount} new, ${row.joinedCount} joined, ${row.refusedCount} refused `,
    );
}

/** `import FILE`: the same import as in the browser, run here, as a named person. */
export async function importFile(words: string[]): Promise<number> {
  const { file, values } = readWords(words);
  const actor = await tokenHolder(values.as);
  const language = oneOf(["fr", "en"] as const, values.language, "language") ?? "fr";
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
  const { id } = await uploadImport(actor, { name: path.basename(file), bytes, language });
  const guessed = (await getImport(actor, id)).options;
  const preview = await previewImport(actor, { id, options: guessed });
  const options = importOptionsSchema.parse({
    ...guessed,
    mapping: withMap(guessed.mapping, preview?.headers ?? [], values.map ?? []),
    constants: {
      track: oneOf(tracks, values.track, "track"),
      ageAnswer: oneOf(ageAnswers, values.age, "age"),
      platform: oneOf(platformIds, values.platform, "platform"),
    },
    isMonthFirst: values["month-first"] ?? false,
    onError: oneOf(["stop", "skip"] as const, values["on-error"], "on-error") ?? "stop",
    isDryRun: values["dry-run"] ?? false,
  });
  try {
    await startImport(actor, { id, options, isRunHere: true });
  } catch (error) {
    if (error instanceof DomainError && error.reason === "import_lacks") {
      throw new UsageError(
        `Not settled: ${String(error.details["lacks"])}. Use --map "Column=field", --track, --age or --platform.`,
      );
    }
    throw error;
  }
  const stop = () => void cancelImport(actor, { id });
  process.once("SIGINT", stop);
  const timer = setInterval(() => void showProgress(id), 500);
  await runImport(id);
  clearInterval(timer);
  process.off("SIGINT", stop);
  await showProgress(id);
  process.stderr.write("\n");
  return report(actor, id);
}

async function report(actor: Awaited<ReturnType<typeof tokenHolder>>, id: string): Promise<number> {
  let after: number | null = 0;
  let ended: Awaited<ReturnType<typeof getImport>> | null = null;
  while (after !== null) {
    ended = await getImport(actor, id, after);
    for (const problem of ended.problems) {
      const value = problem.details["value"];
      process.stderr.write(
        `line ${problem.line}: ${problem.reason}${problem.columnName ? ` (${problem.columnName})` : ""}${value ? `: ${value}` : ""}\n`,
      );
    }
    after = ended.nextProblems;
  }
  if (!ended) return exitCodes.foundWrong;
  const { status, totalRows, createdCount, joinedCount, knownCount, refusedCount, isDryRun, failure } = ended;
  process.stdout.write(
    `${JSON.stringify({ import: id, status, dryRun: isDryRun, rows: totalRows, new: createdCount, joined: joinedCount, known: knownCount, refused: refusedCount, failure })}\n`,
  );
  return status === "done" && refusedCount === 0 ? exitCodes.ok : exitCodes.foundWrong;
}
