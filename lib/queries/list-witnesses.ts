import "server-only";
import { db } from "@/lib/db/client";
import { listWitnesses } from "@/lib/db/witnesses";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { witnessFailures, type WitnessFailure, type WitnessKind } from "@/lib/domain/audit/witness";

export interface ShownWitness {
  id: string;
  name: string;
  kind: WitnessKind;
  target: string;
  /** They have a key, and may sign what they are sent. */
  signs: boolean;
  sentSize: number | null;
  sentAt: Date | null;
  failure: WitnessFailure | null;
}

/** The witnesses that are sent checkpoints, for whoever looks after them. */
export async function listShownWitnesses(actor: UserActor): Promise<ShownWitness[]> {
  assertCan(actor, "witness:manage");
  const rows = (await listWitnesses(db())).filter(({ isActive }) => isActive);
  return rows.map(({ id, name, kind, target, vkey, sentSize, sentAt, failure }) => ({
    id,
    name,
    kind,
    target,
    signs: vkey !== null,
    sentSize,
    sentAt,
    failure: failure === null ? null : (witnessFailures.find((one) => one === failure) ?? "unexpected"),
  }));
}
