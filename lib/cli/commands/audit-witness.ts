import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { db } from "@/lib/db/client";
import { listWitnesses } from "@/lib/db/witnesses";
import type { OperatorActor } from "@/lib/domain/access/actor";
import { witnessKinds, witnessSchema } from "@/lib/domain/audit/witness";
import { addCosignatures } from "@/lib/usecases/add-cosignatures";
import { addWitness } from "@/lib/usecases/add-witness";
import { endWitness } from "@/lib/usecases/end-witness";
import { rotateKey } from "@/lib/usecases/rotate-key";
import { sendCheckpoints } from "@/lib/usecases/send-checkpoints";

const print = (result: object): void => void process.stdout.write(`${JSON.stringify(result)}\n`);
const operator = (): OperatorActor => ({ kind: "operator", requestId: randomUUID() });

/** `audit witness list | add | end ID | send`: who is sent the checkpoints. */
export async function auditWitness(words: string[]): Promise<number> {
  const [verb = "list", ...rest] = words;
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!run) throw new UsageError(`audit witness takes list, add, end or send, not "${verb}".`);
  await run(rest);
  return exitCodes.ok;
}

const verbs: Readonly<Record<string, (words: string[]) => Promise<void>>> = {
  list: async () => {
    for (const { id, name, kind, target, vkey, isActive, sentSize, sentAt, failure } of await listWitnesses(db()))
      print({ id, name, kind, target, vkey, isActive, sentSize, sentAt, failure });
  },
  add: async (words) => {
    const { values } = parseArgs({
      args: words,
      options: { name: { type: "string" }, kind: { type: "string" }, to: { type: "string" }, key: { type: "string" } },
    });
    const parsed = witnessSchema.safeParse({
      name: values.name,
      kind: values.kind,
      target: values.to,
      vkey: values.key ?? null,
    });
    if (!parsed.success) {
      const fields = [...new Set(parsed.error.issues.map(({ path }) => `--${optionOf[String(path[0])] ?? "kind"}`))];
      throw new UsageError(
        `Give --name, --kind ${witnessKinds.join("|")}, --to FOLDER|ADDRESS, and --key if they sign. Wrong or missing: ${fields.join(", ")}.`,
      );
    }
    print({ id: await addWitness(operator(), parsed.data) });
  },
  end: async (words) => {
    const [id = "", ...more] = words;
    if (!/^[0-9a-f-]{36}$/.test(id) || more.length > 0) throw new UsageError("audit witness end takes one id.");
    await endWitness(operator(), id);
    print({ ended: id });
  },
  send: async () => print({ sent: await sendCheckpoints({ everySeconds: 0 }) }),
};

const optionOf: Readonly<Record<string, string>> = { name: "name", kind: "kind", target: "to", vkey: "key" };

/** `audit cosignatures FILE`: a checkpoint of ours with witnesses' signatures below it. */
export async function auditCosignatures(words: string[]): Promise<number> {
  const [file, ...more] = words;
  if (file === undefined || more.length > 0) throw new UsageError("audit cosignatures takes one file.");
  const note = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read.`, { cause });
  });
  print({ stored: await addCosignatures(operator(), note) });
  return exitCodes.ok;
}

/** `audit rotate-key [--key-file FILE]`: the file holds the successor of a key that comes from the environment. */
export async function auditRotateKey(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { "key-file": { type: "string" } } });
  const file = values["key-file"];
  const given = file === undefined ? null : (await readFile(file, "utf8")).trim();
  print({ vkey: await rotateKey(operator(), given) });
  return exitCodes.ok;
}
