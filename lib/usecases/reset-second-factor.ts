import "server-only";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import { getPerson } from "@/lib/db/people";
import { deletePasskeys, deleteRecoveryCodes, deleteTotp, lockFactors } from "@/lib/db/second-factors";
import { endSessions } from "@/lib/db/sessions";
import type { OperatorActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";

/**
 * The plain act, for whoever has decided it: somebody's app, passkeys and recovery codes are gone, their sessions end, they and the
 * administrators are told. At the next sign-in the password leads them to setting a new factor up. Returns how many sessions ended.
 */
export async function resetSecondFactorOf(tx: Tx, personId: string): Promise<number> {
  await lockFactors(tx, personId);
  await getPerson(tx, personId);
  await nameAction(tx, "person.factor_reset");
  await deleteTotp(tx, personId);
  await deleteRecoveryCodes(tx, personId);
  await deletePasskeys(tx, personId);
  const ended = await endSessions(tx, personId);
  const { pseudonym } = await tx.user.findUniqueOrThrow({ where: { id: personId }, select: { pseudonym: true } });
  await notify(tx, {
    to: [personId, ...(await holdersOf(tx, "admin"))],
    kind: "factor_reset",
    params: { about: pseudonym },
  });
  return ended;
}

/** For somebody who has lost everything, by whoever has the machine; people propose it. @throws DomainError `not_found`. */
export async function resetSecondFactor(actor: OperatorActor, personId: string): Promise<number> {
  assertCan(actor, "person:reset_factor");
  return change(actor, "person.factor_reset", {}, (tx) => resetSecondFactorOf(tx, personId));
}
