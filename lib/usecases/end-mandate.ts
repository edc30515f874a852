import "server-only";
import type { Tx } from "@/lib/db/client";
import { countOpenCases, endWaiting, type MandateRow, peopleAround } from "@/lib/db/mandates";
import { mandateReference } from "@/lib/db/notices";
import { notify } from "@/lib/db/notifications";
import { bankOf } from "@/lib/db/banks";
import { eraseBank } from "./erase-bank";

export type MandateEnd = "her_word" | "desk" | "collision";

/**
 * Ends a mandate for good, its row held: its cases keep saying under which mandate they were run, nobody waits for them any more, no
 * Art. 16 notice leaves about them, and what lay in its bank is erased.
 */
export async function endMandate(tx: Tx, mandate: MandateRow, because: MandateEnd, by: string | null): Promise<void> {
  const concerned = await peopleAround(tx, mandate.id);
  const count = await countOpenCases(tx, mandate.id);
  await tx.mandate.update({
    where: { id: mandate.id },
    data: {
      ...{ status: "withdrawn", withdrawnAt: new Date(), withdrawnBecause: because },
      ...{ frozenAt: null, statusBefore: null, renewingSince: null },
    },
  });
  await endWaiting(tx, mandate.id);
  const bank = await bankOf(tx, mandate.id);
  if (bank !== null) await eraseBank(tx, bank.id);
  const to = concerned.filter((id) => id !== by);
  await notify(tx, { to, kind: "mandate_withdrawn", params: { mandate: mandateReference(mandate.number), count } });
}
