import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { mandateReference } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import type { ContactWish } from "@/lib/domain/mandate";

export interface BankMatch {
  id: string;
  mandate: number;
  reference: string;
  /** The desk's own word for her. */
  label: string;
  contactWish: ContactWish;
  distance: number;
  state: "suggested" | "confirmed" | "refused";
  /** The case is run under this mandate already. */
  isAttached: boolean;
}

/**
 * Whose bank holds a picture that this case shows: for reviewers, while the mandate stands. Nothing for whoever only logged the case,
 * and nothing of a case in the lane.
 */
export async function getBankMatches(actor: UserActor, number: number): Promise<BankMatch[]> {
  const current = await getCaseSnapshot(db(), actor, { number });
  if (!can(actor, "case:attach_mandate", current.facts)) return [];
  const rows = await db().$queryRaw<(Omit<BankMatch, "mandate" | "reference"> & { mandate: bigint })[]>`
    SELECT DISTINCT ON (k.bank_id) k.id, m.number AS mandate, m.label, b.contact_wish AS "contactWish", k.distance, k.state,
      m.id IS NOT DISTINCT FROM ${current.mandateId}::uuid AS "isAttached"
    FROM fingerprint_match k JOIN bank b ON b.id = k.bank_id JOIN mandate m ON m.id = b.mandate_id
    WHERE k.case_id = ${current.id}::uuid AND bank_takes_part(k.bank_id)
    ORDER BY k.bank_id, k.state = 'refused', k.distance`;
  return rows.map(({ mandate, ...row }) => ({
    ...row,
    mandate: Number(mandate),
    reference: mandateReference(mandate),
  }));
}
