import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { freezePair } from "@/lib/db/mandate-collisions";
import { isStanding, mandatesLock } from "@/lib/db/mandates";
import type { JobActor } from "@/lib/domain/access/actor";

const batchSize = 25;

/**
 * Compares what was left in banks whose mandates stand: first with other banks (two that hold one picture freeze each other), then
 * with the cases. What waits under a mandate that does not stand goes on waiting. Returns how many were compared.
 */
export async function matchBanks(): Promise<number> {
  const actor: JobActor = { kind: "job", name: "banks", requestId: randomUUID() };
  let compared = 0;
  for (const { id, mandateId } of await waiting()) {
    for (;;) {
      const done = await change(actor, "bank.matched", { lock: mandatesLock }, (tx) => compare(tx, id, mandateId));
      compared += done;
      if (done === 0) break;
    }
  }
  return compared;
}

const waiting = () => db().$queryRaw<{ id: string; mandateId: string }[]>`
  SELECT b.id, b.mandate_id AS "mandateId" FROM bank b
  WHERE EXISTS (SELECT 1 FROM bank_queue q WHERE q.bank_id = b.id) AND bank_takes_part(b.id) ORDER BY b.opened_at`;

async function compare(tx: Tx, bankId: string, mandateId: string): Promise<number> {
  if (!(await isStanding(tx, mandateId))) return 0;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT fingerprint_id AS id FROM bank_queue WHERE bank_id = ${bankId}::uuid LIMIT ${batchSize} FOR UPDATE SKIP LOCKED`;
  const ids = rows.map(({ id }) => id);
  for (const other of await othersWith(tx, bankId, ids)) {
    // Frozen: nothing more of it is compared, and what waits goes on waiting.
    if (await freezePair(tx, mandateId, other, "image")) return 0;
  }
  for (const id of ids) await tx.$queryRaw`SELECT match_fingerprint(${id}::uuid)`;
  await tx.$executeRaw`DELETE FROM bank_queue WHERE fingerprint_id = ANY (${ids}::uuid[])`;
  return ids.length;
}

/** The mandates in whose banks one of these pictures lies as well. A mandate that was never verified claims nothing by its bank. */
async function othersWith(tx: Tx, bankId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT m.id FROM fingerprint f CROSS JOIN LATERAL find_fingerprints(f.hash || f.turned) AS found
      JOIN fingerprint o ON o.id = found.id AND o.bank_id IS NOT NULL AND o.bank_id <> ${bankId}::uuid
      JOIN bank b ON b.id = o.bank_id AND b.withdrawn_at IS NULL JOIN mandate m ON m.id = b.mandate_id
    WHERE f.id = ANY (${[...ids]}::uuid[])
      AND ((m.status = 'verified' AND m.expires_at > now()) OR (m.status = 'frozen' AND m.status_before = 'verified')) ORDER BY m.id`;
  return rows.map(({ id }) => id);
}
