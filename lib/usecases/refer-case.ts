import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { recipientOf } from "@/lib/domain/lane/recipients";
import type { ReferralInput } from "@/lib/domain/lane/referral";
import { isHoldStanding } from "@/lib/domain/lane/stay";
import { inLane } from "./lane-command";

const clockToleranceMs = 5 * 60_000;

/**
 * Records what a person of the lane has referred by hand: to whom, when, under which reference. Nothing is sent by this desk.
 * @throws DomainError `conflict lane_platform_held` for the platform's form while notices wait; `invalid_input` for a time to come.
 */
export async function referCase(
  actor: UserActor,
  { ref, referral }: { ref: CaseRef; referral: ReferralInput },
): Promise<{ id: string }> {
  if (referral.referredAt.getTime() > Date.now() + clockToleranceMs) throw invalidInput("notice_date_in_future");
  return inLane(actor, { ref, permission: "case:refer", action: "case.referred" }, async ({ tx, current, stay }) => {
    const isHeld = isHoldStanding(stay.hold, stay.holdUntil, new Date());
    if (isHeld && recipientOf(referral.recipient).tellsPlatform) throw conflict("lane_platform_held");
    const data = { ...referral, caseId: current.id, referredBy: actor.id };
    return tx.safetyReferral.create({ data, select: { id: true } });
  });
}
