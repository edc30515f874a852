import "server-only";
import type { Prisma, Tx } from "./client";

export type BankRow = Prisma.BankGetPayload<object>;

/** The bank that lives under a mandate; null where there is none. */
export async function bankOf(tx: Tx, mandateId: string): Promise<BankRow | null> {
  return tx.bank.findFirst({ where: { mandateId, withdrawnAt: null } });
}

/** Everything of the banks under a mandate, for good. Returns how many fingerprints went. */
export async function eraseBanksOf(tx: Tx, mandateId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ gone: number }[]>`
    SELECT erase_bank(id) AS gone FROM bank WHERE mandate_id = ${mandateId}::uuid AND withdrawn_at IS NULL`;
  return rows.reduce((total, { gone }) => total + gone, 0);
}
