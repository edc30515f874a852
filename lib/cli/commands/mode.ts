import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import type { OperatorActor } from "@/lib/domain/access/actor";
import type { DeskMode } from "@/lib/domain/access/mode";
import { getMode } from "@/lib/queries/get-mode";
import { changeMode } from "@/lib/usecases/change-mode";

const modes: Readonly<Record<string, DeskMode>> = { normal: "normal", "read-only": "read_only", closed: "closed" };

/** `mode`: how the desk stands; with a mode, puts it there under the operator's name. */
export async function mode(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { reason: { type: "string" } },
  });
  const [name, ...more] = positionals;
  if (more.length > 0) throw new UsageError("Name one mode: normal, read-only or closed.");
  const wanted = name === undefined ? undefined : modes[name];
  if (name !== undefined && wanted === undefined) throw new UsageError("The modes are normal, read-only and closed.");
  if (wanted !== undefined && wanted !== "normal" && values.reason === undefined)
    throw new UsageError("Say why with --reason TEXT: everybody will read it.");
  const actor: OperatorActor = { kind: "operator", requestId: `cli-${randomUUID()}` };
  const standing =
    wanted === undefined ? await getMode() : await changeMode(actor, { mode: wanted, reason: values.reason ?? "" });
  process.stdout.write(`${JSON.stringify(standing)}\n`);
  return exitCodes.ok;
}
