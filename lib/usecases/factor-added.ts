import "server-only";
import type { Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notifications";
import { countFactors } from "@/lib/db/second-factors";
import { askOtherSessions, raiseSession } from "@/lib/db/sessions";
import { assertRecentlyConfirmed, type SessionHolder } from "@/lib/domain/access/second-factor";
import { conflict, forbidden } from "@/lib/domain/errors";
import { issueRecoveryCodes } from "./recovery-codes";

export interface AddedFactor {
  /** With the first factor of a person, to be shown once. */
  codes: string[] | null;
  /** Under which id the session goes on. */
  sessionId: string;
}

/**
 * Who may add a factor: whoever is led to their first one, and whoever showed one lately. A password alone adds none beside those
 * that are there.
 * @throws DomainError `forbidden` (step_up_needed), `conflict` (factor_exists).
 */
export async function assertMayAddFactor(tx: Tx, { actor, level }: SessionHolder): Promise<void> {
  if (level === "full") return assertRecentlyConfirmed(actor, new Date());
  const { hasTotp, passkeys } = await countFactors(tx, actor.id);
  if (level !== "enrol" || hasTotp || passkeys > 0) throw conflict("factor_exists");
}

/** After the factor's row: recovery codes where there were none, the desk opened, other browsers asked, the person told. */
export async function settleAddedFactor(
  tx: Tx,
  { actor, level }: SessionHolder,
  what: "totp" | "passkey",
): Promise<AddedFactor> {
  const { codesLeft, hasTotp, passkeys } = await countFactors(tx, actor.id);
  const isFirst = Number(hasTotp) + passkeys === 1;
  const codes = isFirst || codesLeft === 0 ? await issueRecoveryCodes(tx, actor.id) : null;
  await askOtherSessions(tx, actor.id);
  await notify(tx, { to: [actor.id], kind: "factor_added", params: { what } });
  const sessionId = level === "full" ? actor.session.id : await raiseSession(tx, actor.session.id);
  if (sessionId === null) throw forbidden("signed_out");
  return { codes, sessionId };
}
