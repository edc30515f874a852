import "server-only";
import { bankOf } from "@/lib/db/banks";
import { change, nameAction } from "@/lib/db/change";
import { holdCasesOf, lockMandate, mandatesLock, peopleAround } from "@/lib/db/mandates";
import { mandateReference } from "@/lib/db/notices";
import { notify } from "@/lib/db/notifications";
import { lockToldPage } from "@/lib/db/told-pages";
import type { PublicActor } from "@/lib/domain/access/actor";
import { forbidden } from "@/lib/domain/errors";
import { endMandate } from "./end-mandate";
import { closeToldPage } from "./end-told-page";
import { type HeldVisit, visitWithCode } from "./enter-told-page";
import { withSealedTrail } from "./with-sealed-trail";

/**
 * "Stop contacting me": her page closes for good, her wish about contact becomes "not at all", and those who look after the mandate
 * are told. With `withdraws`, the mandate ends on her word in the same transaction; else its cases go on under it.
 * @throws DomainError `forbidden` (told_over, told_code).
 */
export async function stopContact(held: HeldVisit & { code: string; withdraws: boolean }): Promise<void> {
  const { pageId, mandateNumber } = await visitWithCode(held);
  const actor: PublicActor = { kind: "public", name: pageId, requestId: held.requestId };
  await withSealedTrail(() =>
    change(actor, "told.stopped", { lock: mandatesLock }, async (tx) => {
      // In the order in which everything that ends a mandate takes them.
      if (held.withdraws) await holdCasesOf(tx, mandateNumber);
      const mandate = await lockMandate(tx, mandateNumber);
      const page = await lockToldPage(tx, pageId, held.code);
      if (page === null) throw forbidden("told_code");
      const to = await peopleAround(tx, mandate.id);
      await closeToldPage(tx, page.id, "stopped");
      await tx.mandate.update({ where: { id: mandate.id }, data: { contactWish: "none" } });
      const bank = await bankOf(tx, mandate.id);
      if (bank !== null) await tx.bank.update({ where: { id: bank.id }, data: { contactWish: "none" } });
      await notify(tx, { to, kind: "told_stopped", params: { mandate: mandateReference(mandate.number) } });
      if (!held.withdraws) return;
      await nameAction(tx, "mandate.withdrawn");
      await endMandate(tx, mandate, "her_word", null);
    }),
  );
}
