import "server-only";
import { rememberErasure } from "@/lib/adapters/erasure-list";
import { eraseBankContent } from "@/lib/db/banks";
import type { Tx } from "@/lib/db/client";

/** Erases a bank, and notes outside the database that it was, so that no backup brings it back. Returns how many fingerprints went. */
export async function eraseBank(tx: Tx, bankId: string): Promise<number> {
  const gone = await eraseBankContent(tx, bankId);
  rememberErasure(bankId, new Date());
  return gone;
}
