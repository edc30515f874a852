import "server-only";
import { change } from "@/lib/db/change";
import { deactivateWitness } from "@/lib/db/witnesses";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { notFound } from "@/lib/domain/errors";

/** Nothing more is sent; what they signed stays, and is still checked. */
export async function endWitness(actor: UserActor | OperatorActor, id: string): Promise<void> {
  assertCan(actor, "witness:manage");
  assertRecentlyConfirmed(actor, new Date());
  await change(actor, "audit.witness_ended", {}, async (tx) => {
    if (!(await deactivateWitness(tx, id))) throw notFound("witness");
  });
}
