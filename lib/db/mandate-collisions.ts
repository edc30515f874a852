import "server-only";
import { notFound } from "@/lib/domain/errors";
import { nameAction } from "./change";
import type { Tx } from "./client";
import type { MandateRow } from "./mandates";
import { mandateReference } from "./notices";
import { holdersOf, notify } from "./notifications";
import { peopleAround } from "./mandates";

export type CollisionKind = "account" | "image";

/** Rows in the order of their ids, held: two that are frozen at once never wait for each other crosswise. */
async function lockPair(tx: Tx, one: string, other: string): Promise<[MandateRow, MandateRow]> {
  await tx.$queryRaw`SELECT 1 FROM mandate WHERE id IN (${one}::uuid, ${other}::uuid) ORDER BY id FOR UPDATE`;
  const rows = await tx.mandate.findMany({ where: { id: { in: [one, other] } }, orderBy: { id: "asc" } });
  const [first, second] = rows;
  if (!first || !second) throw notFound("mandate");
  return [first, second];
}

/**
 * Freezes two mandates that claim the same, in the transaction in which it comes to light, and tells everybody concerned. Under
 * `mandatesLock`. False where the pair was looked at before: what protection let stand is not frozen again for the same two.
 */
export async function freezePair(tx: Tx, one: string, other: string, kind: CollisionKind): Promise<boolean> {
  const [first, second] = await lockPair(tx, one, other);
  const pair = { firstId: first.id, secondId: second.id };
  const known = await tx.mandateCollision.findUnique({ where: { firstId_secondId: pair } });
  if (known !== null) return known.decidedAt === null;
  if ([first, second].some(({ status }) => status === "withdrawn" || status === "expired")) return false;
  await nameAction(tx, "mandate.frozen");
  await tx.mandateCollision.create({ data: { ...pair, kind } });
  for (const { id, status } of [first, second]) {
    if (status === "frozen") continue;
    await tx.mandate.update({ where: { id }, data: { status: "frozen", statusBefore: status, frozenAt: new Date() } });
  }
  const concerned = [...(await peopleAround(tx, first.id)), ...(await peopleAround(tx, second.id))];
  const params = { first: mandateReference(first.number), second: mandateReference(second.number), over: kind };
  await notify(tx, { to: [...concerned, ...(await holdersOf(tx, "protection"))], kind: "mandates_frozen", params });
  return true;
}

/** Other mandates that live and name the same authentic account. */
export async function claimsOfAccount(tx: Tx, { id, platformId, handleKey }: MandateRow): Promise<MandateRow[]> {
  if (handleKey === null) return [];
  return tx.mandate.findMany({
    where: { id: { not: id }, platformId, handleKey, status: { in: ["pending", "verified", "frozen"] } },
    orderBy: { number: "asc" },
  });
}
