import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import { getMember, lockPeople, releaseClaims } from "@/lib/db/people";
import type { JobActor } from "@/lib/domain/access/actor";
import { renewalDays } from "@/lib/domain/vetting/standing";

/**
 * Tells people and administrators a month before a vetting ends, and when it has; then gives the claims back. The rights rest by
 * themselves, from the very instant. Each is told once for each end. Returns how many were told.
 */
export async function endVettings(now: Date = new Date()): Promise<number> {
  const actor: JobActor = { kind: "job", name: "vetting", requestId: randomUUID() };
  const soon = new Date(now.getTime() + renewalDays * 86_400_000);
  const due = await db().$queryRaw<{ id: string; vettedUntil: Date; hasEnded: boolean }[]>`
    SELECT u.id, u.vetted_until AS "vettedUntil", u.vetted_until <= ${now} AS "hasEnded" FROM "user" u
    WHERE u.status = 'active' AND u.roles && ARRAY['reviewer', 'safeguarding'] AND u.vetted_until <= ${soon}
      AND (u.vetting_told IS DISTINCT FROM 'ended' OR EXISTS (SELECT 1 FROM "case" c WHERE c.held_by = u.id))
      AND (u.vetting_told IS DISTINCT FROM 'ends' OR u.vetted_until <= ${now})
    ORDER BY u.vetted_until LIMIT 200`;
  let told = 0;
  for (const { id, vettedUntil, hasEnded } of due) {
    told += await change(actor, "case.released", { reason: "vetting_ended" }, async (tx) => {
      await lockPeople(tx);
      return tell(tx, actor, { id, vettedUntil, hasEnded, now });
    });
  }
  return told;
}

interface Ending {
  id: string;
  vettedUntil: Date;
  hasEnded: boolean;
  now: Date;
}

async function tell(tx: Tx, actor: JobActor, { id, vettedUntil, hasEnded, now }: Ending): Promise<number> {
  await getMember(tx, id);
  const stage = hasEnded ? "ended" : "ends";
  // Renewed meanwhile, or told by another worker: nothing to say.
  const due = hasEnded ? now : new Date(now.getTime() + renewalDays * 86_400_000);
  const { count } = await tx.user.updateMany({
    where: { id, vettedUntil: { lte: due }, OR: [{ vettingTold: null }, { vettingTold: { not: stage } }] },
    data: { vettingTold: stage },
  });
  const { pseudonym } = await tx.user.findUniqueOrThrow({ where: { id }, select: { pseudonym: true } });
  const to = [id, ...(await holdersOf(tx, "admin"))];
  if (count > 0 && hasEnded) await notify(tx, { to, kind: "vetting_ended", params: { pseudonym } });
  if (count > 0 && !hasEnded)
    await notify(tx, { to, kind: "vetting_ends", params: { pseudonym, on: vettedUntil.toISOString().slice(0, 10) } });
  if (count === 0 && !(await hasRested(tx, id, now))) return 0;
  if (hasEnded) await releaseClaims(tx, actor, id);
  return count;
}

const hasRested = async (tx: Tx, id: string, now: Date): Promise<boolean> =>
  (await tx.user.count({ where: { id, vettedUntil: { lte: now } } })) > 0;
