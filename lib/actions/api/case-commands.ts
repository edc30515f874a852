import "server-only";
import { z } from "zod";
import type { UserActor } from "@/lib/domain/access/actor";
import { opinionSchema } from "@/lib/domain/case/opinions";
import { commandReasons } from "@/lib/domain/case/reasons";
import { admitCase } from "@/lib/usecases/admit-case";
import { claimCase } from "@/lib/usecases/claim-case";
import { closeCase } from "@/lib/usecases/close-case";
import { discardCase } from "@/lib/usecases/discard-case";
import { giveOpinion } from "@/lib/usecases/give-opinion";
import { releaseCase } from "@/lib/usecases/release-case";
import { renewLease } from "@/lib/usecases/renew-lease";
import { reopenCase } from "@/lib/usecases/reopen-case";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { withdrawOpinion } from "@/lib/usecases/withdraw-opinion";

export interface CommandCall {
  actor: UserActor;
  ref: { number: number };
  /** Zero where the command asks for none. */
  expectedVersion: number;
}
interface ApiCommand<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  /** False where doubt must not fail because somebody else was quicker. */
  needsVersion: boolean;
  run(call: CommandCall, body: z.output<Schema>): Promise<object>;
}
const command = <Schema extends z.ZodType>(
  schema: Schema,
  run: ApiCommand<Schema>["run"],
  needsVersion = true,
): ApiCommand<Schema> => ({ schema, run, needsVersion });

const nothing = z.strictObject({});
const reasonOf = <const R extends readonly [string, ...string[]]>(reasons: R) =>
  z.strictObject({ reason: z.enum(reasons) });

/** The commands of the lifecycle that a token may give, each with the body it takes. Notices have routes of their own. */
export const apiCommands = {
  claim: command(nothing, ({ actor, ...seen }) => claimCase(actor, seen)),
  renew: command(nothing, ({ actor, ref }) => renewLease(actor, { ref }), false),
  release: command(nothing, ({ actor, ...seen }) => releaseCase(actor, seen)),
  give_opinion: command(opinionSchema, ({ actor, ...seen }, opinion) => giveOpinion(actor, { ...seen, ...opinion })),
  withdraw_opinion: command(nothing, ({ actor, ...seen }) => withdrawOpinion(actor, seen)),
  admit: command(nothing, ({ actor, ...seen }) => admitCase(actor, seen)),
  discard: command(reasonOf(commandReasons.discard), ({ actor, ...seen }, { reason }) =>
    discardCase(actor, { ...seen, reason }),
  ),
  close: command(reasonOf(commandReasons.close), ({ actor, ...seen }, { reason }) =>
    closeCase(actor, { ...seen, reason }),
  ),
  reopen: command(reasonOf(commandReasons.reopen), ({ actor, ...seen }, { reason }) =>
    reopenCase(actor, { ...seen, reason }),
  ),
  safeguard: command(
    z.strictObject({ reason: z.enum(commandReasons.safeguard).default("unspecified") }),
    ({ actor, ref }, { reason }) => safeguardCase(actor, { ref, reason }),
    false,
  ),
} as const;
export type ApiCommandName = keyof typeof apiCommands;

export const isApiCommand = (name: string): name is ApiCommandName => Object.hasOwn(apiCommands, name);

/** Runs a command by its name; the body is checked by the command's own schema. */
export function runCommand(name: ApiCommandName, call: CommandCall, body: unknown): Promise<object> {
  const chosen: ApiCommand = apiCommands[name];
  return chosen.run(call, chosen.schema.parse(body));
}
