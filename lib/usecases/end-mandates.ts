import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { countOpenCases, endWaiting, holdCasesOf, lockMandate, mandatesLock, peopleAround } from "@/lib/db/mandates";
import { mandateReference } from "@/lib/db/notices";
import { notify } from "@/lib/db/notifications";
import type { JobActor } from "@/lib/domain/access/actor";
import { mandateRenewalDays } from "@/lib/domain/mandate";

/**
 * Writes down which mandates have run out, tells those who look after them and after their open cases, and tells them a month before
 * that it will be so. A mandate that has run out counts for nothing from the very instant, whether this has run or not. Returns how
 * many were told.
 */
export async function endMandates(now: Date = new Date()): Promise<number> {
  const actor: JobActor = { kind: "job", name: "mandates", requestId: randomUUID() };
  const soon = new Date(now.getTime() + mandateRenewalDays * 86_400_000);
  const due = await db().mandate.findMany({
    where: {
      status: "verified",
      OR: [{ expiresAt: { lte: now } }, { expiresAt: { lte: soon }, toldEndAt: null }],
    },
    select: { number: true },
    orderBy: { expiresAt: "asc" },
    take: 200,
  });
  let told = 0;
  for (const { number } of due) told += await tell(actor, Number(number), now, soon);
  return told;
}

async function tell(actor: JobActor, number: number, now: Date, soon: Date): Promise<number> {
  return change(actor, "mandate.expired", { lock: mandatesLock }, async (tx) => {
    await holdCasesOf(tx, number);
    const mandate = await lockMandate(tx, number);
    const { id, status, expiresAt, toldEndAt } = mandate;
    // Renewed, frozen or told by another worker meanwhile: nothing to say.
    if (status !== "verified" || expiresAt === null || expiresAt > soon) return 0;
    const hasEnded = expiresAt <= now;
    if (!hasEnded && toldEndAt !== null) return 0;
    const to = await peopleAround(tx, id);
    const params = { mandate: mandateReference(mandate.number), count: await countOpenCases(tx, id) };
    if (hasEnded) {
      await tx.mandate.update({ where: { id }, data: { status: "expired" } });
      await endWaiting(tx, id);
      await notify(tx, { to, kind: "mandate_expired", params });
    } else {
      await tx.mandate.update({ where: { id }, data: { toldEndAt: now } });
      const on = expiresAt.toISOString().slice(0, 10);
      await notify(tx, { to, kind: "mandate_ends", params: { mandate: params.mandate, on } });
    }
    return 1;
  });
}
