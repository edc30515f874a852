import "server-only";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { lockMandate } from "@/lib/db/mandates";
import { lockToldPage, toldPageOf } from "@/lib/db/told-pages";
import type { PublicActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, forbidden } from "@/lib/domain/errors";
import { enterToldPage, type HeldVisit, visitWithCode } from "./enter-told-page";
import { newToldCode } from "./open-told-page";

/** The one before opens nothing from this moment, and the database ends every visit with it. */
async function replaceCode(tx: Tx, id: string): Promise<string> {
  const { code, codeHash } = newToldCode();
  await tx.toldPage.update({ where: { id }, data: { codeHash, codeMadeAt: new Date() } });
  return code;
}

/** By a reviewer, for instance because she lost it or somebody else has seen it. @throws DomainError `conflict told_not_open`. */
export async function resetToldCode(actor: UserActor, { number }: { number: number }): Promise<{ code: string }> {
  assertCan(actor, "told:reset");
  return change(actor, "told.code_made", {}, async (tx) => {
    const mandate = await lockMandate(tx, number);
    const page = await toldPageOf(tx, mandate.id);
    if (page === null) throw conflict("told_not_open");
    return { code: await replaceCode(tx, page.id) };
  });
}

/**
 * By herself, with the code that she has: every other browser is out. Hers goes on with a visit of its own, so that she can read the
 * new code. @throws DomainError `forbidden told_code` where the code is not the page's.
 */
export async function renewToldCode(held: HeldVisit & { code: string }): Promise<{ code: string; token: string }> {
  const { pageId } = await visitWithCode(held);
  const actor: PublicActor = { kind: "public", name: pageId, requestId: held.requestId };
  const code = await change(actor, "told.code_made", {}, async (tx) => {
    const page = await lockToldPage(tx, pageId, held.code);
    if (page === null) throw forbidden("told_code");
    return replaceCode(tx, page.id);
  });
  const { token } = await enterToldPage({ ...held, code });
  return { code, token };
}
