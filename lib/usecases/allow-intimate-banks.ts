import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { intimateSetting } from "@/lib/domain/bank";
import { invalidInput } from "@/lib/domain/errors";

/**
 * Whether banks may hold fingerprints of intimate pictures. Switched on only by somebody who says that legal advice was taken, and who
 * has shown a factor a moment ago; switched off by a touch. The trail tells both.
 * @throws DomainError `invalid_input advice_needed`; `forbidden step_up_needed`.
 */
export async function allowIntimateBanks(
  actor: UserActor,
  { isAllowed, isAdviceTaken }: { isAllowed: boolean; isAdviceTaken: boolean },
): Promise<void> {
  assertCan(actor, "setting:write");
  if (isAllowed && !isAdviceTaken) throw invalidInput("advice_needed");
  if (isAllowed) assertRecentlyConfirmed(actor, new Date());
  const options = isAllowed ? { reason: "legal_advice_taken" } : {};
  await change(actor, "setting.changed", options, (tx) =>
    tx.setting.upsert({
      where: { key: intimateSetting },
      create: { key: intimateSetting, value: isAllowed },
      update: { value: isAllowed, updatedAt: new Date() },
    }),
  );
}
