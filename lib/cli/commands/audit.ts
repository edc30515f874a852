import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { auditCosignatures, auditRotateKey, auditWitness } from "./audit-witness";
import { namesFile } from "@/lib/cli/names-file";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { describeProblem } from "@/lib/domain/audit/problems";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import { formatTlogProof } from "@/lib/domain/audit/tlog-proof";
import { growthOf, inclusionOf, newestCheckpoint } from "@/lib/queries/get-proof";
import { adoptCheckpoint } from "@/lib/usecases/adopt-checkpoint";
import { beginNewLog } from "@/lib/usecases/begin-log";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { verifyTrail, type VerifiedTrail } from "@/lib/usecases/verify-trail";
import { verifyFile } from "./audit-verify-file";

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `audit seal | verify | checkpoint | proof | growth | witness | cosignatures | rotate-key | new-log | adopt`: the tamper evidence, by hand. */
export async function audit(words: string[]): Promise<number> {
  const [what = "", ...rest] = words;
  const run = Object.hasOwn(parts, what) ? parts[what] : undefined;
  if (!run) throw new UsageError(what === "" ? "audit what?" : `There is no "audit ${what}".`);
  return await run(rest);
}

const parts: Readonly<Record<string, (words: string[]) => Promise<number>>> = {
  verify: async (words) => (namesFile(words) ? await verifyFile(words) : await verify(words)),
  witness: auditWitness,
  cosignatures: auditCosignatures,
  "rotate-key": auditRotateKey,
  seal: async (words) => {
    takesNothing(words);
    const result = await sealTrail();
    print(JSON.stringify({ sealed: result?.sealed ?? 0, size: result?.size ?? 0 }));
    return exitCodes.ok;
  },
  checkpoint: async (words) => {
    takesNothing(words);
    process.stdout.write((await newestCheckpoint()).note);
    return exitCodes.ok;
  },
  proof: async (words) => {
    const [index = "", ...more] = words;
    if (!/^(0|[1-9]\d{0,15})$/.test(index) || more.length > 0)
      throw new UsageError("audit proof takes the index of a leaf");
    const proof = await inclusionOf(Number(index));
    process.stdout.write(formatTlogProof({ extra: proof.leaf, ...proof }));
    return exitCodes.ok;
  },
  growth: async (words) => {
    const sizes = words.map((word) => (/^(0|[1-9]\d{0,15})$/.test(word) ? Number(word) : NaN));
    const [from = NaN, to = (await newestCheckpoint()).size, ...more] = sizes;
    if (Number.isNaN(from) || Number.isNaN(to) || more.length > 0)
      throw new UsageError("audit growth takes the sizes of one or two checkpoints");
    process.stdout.write(formatEvidence(await growthOf(from, to)));
    return exitCodes.ok;
  },
  "new-log": async (words) => {
    takesNothing(words);
    const { origin, vkey } = await beginNewLog({ kind: "operator", requestId: randomUUID() });
    const sealed = await sealTrail();
    print(JSON.stringify({ origin, vkey, size: sealed?.size ?? 0 }));
    return exitCodes.ok;
  },
  adopt: async (words) => {
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) throw new UsageError("audit adopt takes the file of one checkpoint");
    const { origin, size } = await adoptCheckpoint(await read(file));
    print(JSON.stringify({ origin, size }));
    return exitCodes.ok;
  },
};

function takesNothing(words: readonly string[]): void {
  if (words.length > 0) throw new UsageError(`What is "${words.join(" ")}" for?`);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError(`${file} cannot be read.`, { cause });
  }
}

async function verify(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { deep: { type: "boolean" }, against: { type: "string" }, json: { type: "boolean" } },
  });
  const isJson = values.json ?? false;
  const progress = progressLine();
  const result = await verifyTrail({
    isDeep: values.deep ?? false,
    against: values.against === undefined ? null : await read(values.against),
    onProblem: (problem) => {
      progress.clear();
      print(isJson ? JSON.stringify(problem) : describeProblem(problem));
    },
    onProgress: progress.show,
  });
  progress.clear();
  print(isJson ? JSON.stringify(summaryOf(result)) : describeResult(result));
  return result.problemCount === 0 ? exitCodes.ok : exitCodes.foundWrong;
}

function summaryOf({ entries, logs, isDeep, problemCount, unlisted, startedAt }: VerifiedTrail) {
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  return { entries, logs, deep: isDeep, problems: problemCount, unlisted: Object.fromEntries(unlisted), seconds };
}

function describeResult({ entries, logs, isDeep, problemCount, unlisted }: VerifiedTrail): string {
  const more = [...unlisted].map(([code, count]) => `… and ${count} more of ${code}\n`);
  const what = `${count(entries, "entry", "entries")} in ${count(logs, "log", "logs")}${isDeep ? ", and the rows they are about" : ""}`;
  return `${more.join("")}Verified ${what}: ${problemCount === 0 ? "no problem" : count(problemCount, "problem", "problems")}.`;
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** On standard error, once a second at most, and only where it takes that long. */
function progressLine(): { show: (done: number, total: number) => void; clear: () => void } {
  const startedAt = performance.now();
  let shownAt = startedAt;
  let isShown = false;
  return {
    show: (done, total) => {
      const now = performance.now();
      if (now - shownAt < 1000) return;
      shownAt = now;
      isShown = true;
      const rate = Math.round(done / ((now - startedAt) / 1000));
      process.stderr.write(`\r${done} of ${total} entries, ${rate} a second `);
    },
    clear: () => {
      if (isShown) process.stderr.write("\r\u001b[K");
      isShown = false;
    },
  };
}
