import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import type { LaneKind } from "@/lib/domain/lane/stay";
import { inLane } from "./lane-command";

/** Says who of the lane's people is on a case, so that two do not refer the same thing. It keeps nobody else from acting. */
export async function takeLaneCase(
  actor: UserActor,
  { ref, isMine }: { ref: CaseRef; isMine: boolean },
): Promise<void> {
  await inLane(actor, { ref, permission: "case:refer", action: "case.lane_taken" }, async ({ tx, current }) => {
    await tx.laneStay.update({ where: { caseId: current.id }, data: { takenBy: isMine ? actor.id : null } });
  });
}

/** What it is about, once somebody has looked. Trafficking and a threat to life propose that notices wait, where nobody decided yet. */
export async function setLaneKind(actor: UserActor, { ref, kind }: { ref: CaseRef; kind: LaneKind }): Promise<void> {
  const wanted = { ref, permission: "case:refer", action: "case.lane_kind_set", reason: kind } as const;
  await inLane(actor, wanted, async ({ tx, current, stay }) => {
    const isUndecided = stay.hold === "none" || stay.hold === "proposed";
    const hold = kind === "trafficking" || kind === "threat_to_life" ? "proposed" : "none";
    await tx.laneStay.update({ where: { caseId: current.id }, data: { kind, ...(isUndecided && { hold }) } });
  });
}
