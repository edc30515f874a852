import "server-only";
import { change } from "@/lib/db/change";
import { insertWitness } from "@/lib/db/witnesses";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { type WitnessInput, witnessSchema } from "@/lib/domain/audit/witness";

/** From the next seal on they are sent the checkpoints. @throws DomainError `conflict already_exists` for a key that another one has. */
export async function addWitness(actor: UserActor | OperatorActor, input: WitnessInput): Promise<string> {
  assertCan(actor, "witness:manage");
  assertRecentlyConfirmed(actor, new Date());
  const witness = witnessSchema.parse(input);
  return change(actor, "audit.witness_added", {}, (tx) =>
    insertWitness(tx, actor.kind === "user" ? actor.id : null, witness),
  );
}
