import "server-only";
import {
  assertVersion,
  commitTransition,
  getCaseSnapshot,
  type CasePatch,
  type CaseRef,
  type CaseSnapshot,
} from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { assertCan, refusalOf } from "@/lib/domain/access/policy";
import { caseActionOf, type CaseCommand } from "@/lib/domain/case/lifecycle";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";

export interface CommandOptions {
  ref: CaseRef;
  /** The version that the actor saw; left out by jobs. */
  expectedVersion?: number | undefined;
  reason?: string;
}

/** What a command adds to the transition itself: the state it means, the columns it sets, what else it writes. */
export type CommandWork = (tx: Tx, current: CaseSnapshot) => Promise<{ meant?: CaseState; patch?: CasePatch }>;

export interface CommandResult {
  id: string;
  number: number;
  state: CaseState;
  version: number;
}

/**
 * Locks the case and asks in this order: may the actor see it, is it still what they saw, may they do this now. So whoever comes
 * second learns that the case has changed, and not which rule the change makes them break.
 */
export async function beginCommand(
  tx: Tx,
  actor: Actor,
  command: CaseCommand,
  options: CommandOptions,
): Promise<CaseSnapshot> {
  const current = await getCaseSnapshot(tx, actor, options.ref, true);
  const unseen = actor.kind === "user" ? refusalOf(actor, "case:read", current.facts) : null;
  if (unseen !== null && unseen !== "token_scope") throw notFound("case");
  const permission = `case:${command}` as const;
  // A token that may not do this at all learns nothing of the case, its version included.
  if (refusalOf(actor, permission, current.facts) === "token_scope") assertCan(actor, permission, current.facts);
  assertVersion(current, options.expectedVersion);
  assertCan(actor, permission, current.facts);
  return current;
}

/**
 * The story that every command on a case shares: read and lock, may this actor, is it still what they saw, the command's own work,
 * then the compare-and-set. The triggers write the trail.
 */
export async function commandCase(
  actor: Actor,
  command: CaseCommand,
  options: CommandOptions,
  work: CommandWork = () => Promise.resolve({}),
): Promise<CommandResult> {
  return change(actor, caseActionOf[command], options.reason ? { reason: options.reason } : {}, async (tx) => {
    const current = await beginCommand(tx, actor, command, options);
    const { meant, patch } = await work(tx, current);
    const after = await commitTransition(tx, current, command, meant, patch);
    return { id: current.id, number: current.number, ...after };
  });
}
