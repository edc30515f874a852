import "server-only";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { lockMandate } from "@/lib/db/mandates";
import { contactStoppedAt, toldPageOf } from "@/lib/db/told-pages";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";

/** Closes a page for good, whoever has it open: its code opens nothing any more. */
export async function closeToldPage(tx: Tx, id: string, because: "stopped" | "desk"): Promise<void> {
  await tx.toldPage.update({ where: { id }, data: { endedAt: new Date(), endedBecause: because, codeHash: null } });
}

/** By the desk, for instance because her consent was taken back by word of mouth. @throws DomainError `conflict told_not_open`. */
export async function endToldPage(actor: UserActor, { number }: { number: number }): Promise<void> {
  assertCan(actor, "told:end");
  await change(actor, "told.ended", {}, async (tx) => {
    const mandate = await lockMandate(tx, number);
    const page = await toldPageOf(tx, mandate.id);
    if (page === null) throw conflict("told_not_open");
    await closeToldPage(tx, page.id, "desk");
  });
}

/**
 * She asked for no contact, and came back to the desk by herself: somebody says so in their own name. Holds for every mandate that
 * names her account. @throws DomainError `conflict contact_not_stopped`.
 */
export async function resumeContact(actor: UserActor, { number }: { number: number }): Promise<void> {
  assertCan(actor, "told:resume");
  await change(actor, "told.resumed", {}, async (tx) => {
    const mandate = await lockMandate(tx, number);
    if ((await contactStoppedAt(tx, [mandate.id])) === null) throw conflict("contact_not_stopped");
    await tx.$executeRaw`
      UPDATE told_page p SET resumed_at = now(), resumed_by = ${actor.id}::uuid FROM mandate hers
       WHERE hers.id = p.mandate_id AND p.ended_because = 'stopped' AND p.resumed_at IS NULL
         AND (hers.id = ${mandate.id}::uuid OR (hers.handle_key = ${mandate.handleKey} AND hers.platform_id IS NOT DISTINCT FROM ${mandate.platformId}))`;
  });
}
