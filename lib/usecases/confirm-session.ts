import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { notify } from "@/lib/db/notifications";
import { forgive, giveBack, type RateLimitName, spend } from "@/lib/db/rate-limits";
import { countFactors } from "@/lib/db/second-factors";
import { confirmOpenSession, endSession, raiseSession } from "@/lib/db/sessions";
import { kindOfCode, type SessionHolder, type ShownFactor } from "@/lib/domain/access/second-factor";
import { conflict, forbidden, invalidInput } from "@/lib/domain/errors";
import { verifyPassword } from "./password-hash";
import { showCode, showPasskey } from "./show-factor";

/** Recovery codes and passkeys have budgets of their own: whoever guesses at the app's codes does not shut these out. */
const budgetOf = (shown: ShownFactor): RateLimitName | null =>
  "passkey" in shown
    ? null
    : "code" in shown && kindOfCode(shown.code) === "recovery"
      ? "recovery_account"
      : "factor_account";

/**
 * A factor is shown: at sign-in it opens the desk, later it says that it is still the same person. Wrong ones are counted before they
 * are tried, by session and by account; after five a session that had only come as far as the password ends.
 * @returns the id under which the session goes on.
 * @throws DomainError `invalid_input` (factor_wrong, factor_used), `limited`, `conflict` (factor_missing), `forbidden` (factor_session_ended).
 */
export async function confirmSession(holder: SessionHolder, shown: ShownFactor, now = new Date()): Promise<string> {
  const { actor, level } = holder;
  const sessionId = actor.session.id;
  if (level === "enrol") throw conflict("factor_missing");
  const budget = budgetOf(shown);
  const left = await spend("factor_session", sessionId);
  if (budget !== null) await spend(budget, actor.id);
  const come = await tryFactor(holder, shown, now);
  if (typeof come === "object") {
    await Promise.all([forgive("factor_session", sessionId), budget !== null && giveBack(budget, actor.id)]);
    await recordAccess({ actor, kind: "factor_shown", subject: come.result });
    return come.result;
  }
  await recordAccess({ actor, kind: "factor_refused", subject: sessionId });
  if (left === 0 && level === "password") await endGuessing(holder);
  throw invalidInput(come === "used" ? "factor_used" : "factor_wrong");
}

async function tryFactor({ actor, level }: SessionHolder, shown: ShownFactor, now: Date) {
  const sessionId = actor.session.id;
  const goOn = async (tx: Tx): Promise<string> => {
    const next =
      level === "full" ? (await confirmOpenSession(tx, sessionId)) && sessionId : await raiseSession(tx, sessionId);
    if (!next) throw forbidden("signed_out");
    return next;
  };
  if ("code" in shown) return showCode(actor, shown.code, now, goOn);
  if ("passkey" in shown) return showPasskey(actor, shown.passkey, sessionId, goOn);
  // The password has been shown already by whoever is asked for the second factor.
  const { hasTotp, passkeys } = await countFactors(db(), actor.id);
  if (level !== "full" || hasTotp || passkeys > 0) throw conflict("factor_missing");
  const user = await db().user.findUnique({ where: { id: actor.id }, select: { passwordHash: true } });
  if (!(await verifyPassword(user?.passwordHash, shown.password))) return "wrong";
  return { result: await db().$transaction(goOn) };
}

/** Somebody has the password and not the factor: out, and the person is told. */
async function endGuessing({ actor }: SessionHolder): Promise<never> {
  await change(actor, "person.factor_removed", {}, async (tx) => {
    await endSession(tx, actor.id, actor.session.id);
    await notify(tx, { to: [actor.id], kind: "factor_guessed", params: {} });
  });
  throw forbidden("factor_session_ended");
}
