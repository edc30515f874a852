import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import type { holdReasons } from "@/lib/domain/case/reasons";
import { invalidInput } from "@/lib/domain/errors";
import { holdDaysAtMost } from "@/lib/domain/lane/stay";
import { inLane } from "./lane-command";

export type HoldDecision =
  | { wanted: "on"; reason: (typeof holdReasons)["on"][number]; days: number }
  | { wanted: "off"; reason: (typeof holdReasons)["off"][number] };

/**
 * A person of the lane decides whether notices about the account wait. While they do, nobody prepares or sends one about any case of
 * it; the database refuses it as well.
 */
export async function holdNotices(
  actor: UserActor,
  { ref, ...decision }: HoldDecision & { ref: CaseRef },
): Promise<void> {
  const isOn = decision.wanted === "on";
  if (decision.wanted === "on" && !(decision.days >= 1 && decision.days <= holdDaysAtMost))
    throw invalidInput("lane_hold_days", { maximum: holdDaysAtMost });
  const action = isOn ? "case.notices_held" : "case.notices_freed";
  const { reason } = decision;
  await inLane(actor, { ref, permission: "case:hold_notices", action, reason }, async ({ tx, current }) => {
    const holdUntil = decision.wanted === "on" ? new Date(Date.now() + decision.days * 86_400_000) : null;
    await tx.laneStay.update({
      where: { caseId: current.id },
      data: { hold: decision.wanted, holdReason: reason, holdUntil, holdBy: actor.id },
    });
  });
}
