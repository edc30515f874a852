import "server-only";
import type { BankEntry } from "@/lib/domain/bank";
import { intimateSetting } from "@/lib/domain/bank";
import type { Db, Prisma, Tx } from "./client";

export type BankRow = Prisma.BankGetPayload<object>;

/** The bank that lives under a mandate; null where there is none. */
export async function bankOf(tx: Tx, mandateId: string): Promise<BankRow | null> {
  return tx.bank.findFirst({ where: { mandateId, withdrawnAt: null } });
}

export async function isIntimateAllowed(db: Db): Promise<boolean> {
  return (await db.setting.findUnique({ where: { key: intimateSetting } }))?.value === true;
}

/** Leaves fingerprints in a bank; those that are there are left as they are. What is new waits to be compared. Returns how many that is. */
export async function keepEntries(tx: Tx, bankId: string, entries: readonly BankEntry[]): Promise<number> {
  const given = JSON.stringify(
    entries.map(({ pdq, quality, orientations }) => ({ pdq, quality, turned: orientations.slice(1) })),
  );
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH given AS (
      SELECT DISTINCT ON (g.pdq) g.pdq, g.quality, g.turned
      FROM jsonb_to_recordset(${given}::jsonb) AS g (pdq text, quality smallint, turned text[]) ORDER BY g.pdq)
    INSERT INTO fingerprint (bank_id, kind, hash, turned, quality)
    SELECT ${bankId}::uuid, 'bank', ('x' || g.pdq)::bit(256), ARRAY(SELECT ('x' || one)::bit(256) FROM unnest(g.turned) AS one), g.quality
    FROM given g ON CONFLICT (bank_id, hash) WHERE bank_id IS NOT NULL DO NOTHING RETURNING id`;
  const ids = rows.map(({ id }) => id);
  await tx.$executeRaw`INSERT INTO bank_queue (fingerprint_id, bank_id) SELECT unnest(${ids}::uuid[]), ${bankId}::uuid`;
  return ids.length;
}

/** All of it is compared again: cases came while the mandate did not stand. */
export async function compareAgain(tx: Tx, mandateId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bank_queue (fingerprint_id, bank_id)
    SELECT f.id, f.bank_id FROM fingerprint f JOIN bank b ON b.id = f.bank_id
    WHERE b.mandate_id = ${mandateId}::uuid AND b.withdrawn_at IS NULL ON CONFLICT DO NOTHING`;
}

/** Everything of a bank, for good. Use eraseBank (lib/usecases/erase-bank.ts), which notes it outside the database too. */
export async function eraseBankContent(tx: Tx, bankId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ gone: number }[]>`SELECT erase_bank(${bankId}::uuid) AS gone`;
  return row?.gone ?? 0;
}
