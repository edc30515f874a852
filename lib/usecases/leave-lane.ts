import "server-only";
import { commitTransition, type CaseRef, type CasePatch, type CaseSnapshot } from "@/lib/db/case-facts";
import { nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { endExit, exitConfirmers, insertExit, openExitOf, type LaneStayRow } from "@/lib/db/lane";
import { nextDueOf } from "@/lib/db/notice-tracking";
import { notify } from "@/lib/db/notifications";
import { lockPeople } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { daysAfter, dueDays } from "@/lib/domain/case/opinions";
import type { CommandReason } from "@/lib/domain/case/reasons";
import { openStates } from "@/lib/domain/case/vocabulary";
import { conflict, forbidden } from "@/lib/domain/errors";
import { isHoldStanding, resumedFrom, type ResumedState } from "@/lib/domain/lane/stay";
import { inLane } from "./lane-command";

/** While notices wait the case stays: nothing would keep them waiting once it is gone from here. */
function assertNoHold({ hold, holdUntil }: LaneStayRow): void {
  if (isHoldStanding(hold, holdUntil, new Date())) throw conflict("lane_hold_stands");
}

/** No second open case of an account: that one is closed first. */
async function assertRoom(tx: Tx, { id, accountId }: CaseSnapshot, next: ResumedState): Promise<void> {
  const held = openStates.filter((state) => state !== "safeguarding");
  if (!held.some((state) => state === next)) return;
  const others = await tx.case.count({ where: { accountId, id: { not: id }, state: { in: [...held] } } });
  if (others > 0) throw conflict("account_has_open_case");
}

/**
 * Proposes that the lane lets a case go. Another of its people confirms within seven days; where nobody else could, it stays.
 * @throws DomainError `conflict` (lane_alone, lane_exit_open, lane_hold_stands, account_has_open_case).
 */
export async function proposeLaneExit(
  actor: UserActor,
  { ref, reason }: { ref: CaseRef; reason: CommandReason<"leave_lane"> },
): Promise<void> {
  const wanted = { ref, permission: "case:leave_lane", action: "case.lane_exit_proposed", reason } as const;
  await inLane(actor, wanted, async ({ tx, current, stay }) => {
    assertRecentlyConfirmed(actor, new Date());
    await lockPeople(tx);
    const confirmers = await exitConfirmers(tx, actor.id);
    if (confirmers.length === 0) throw conflict("lane_alone");
    assertNoHold(stay);
    await assertRoom(tx, current, resumedFrom(stay.fromState));
    await insertExit(tx, { caseId: current.id, reason, proposedBy: actor.id });
    await notify(tx, { to: confirmers, kind: "lane_exit_proposed", params: {} });
  });
}

/**
 * The second person's word. Yes: the case goes on as `resumedFrom` says, and what was locked and not purged is there again. No, by the
 * second person, or withdrawn by the first: it stays.
 * @throws DomainError `forbidden second_person_needed`; `conflict` (lane_exit_ended, …).
 */
export async function decideLaneExit(
  actor: UserActor,
  { ref, decision }: { ref: CaseRef; decision: "confirmed" | "declined" | "withdrawn" },
): Promise<void> {
  const action = decision === "confirmed" ? "case.lane_left" : (`case.lane_exit_${decision}` as const);
  await inLane(actor, { ref, permission: "case:leave_lane", action }, async ({ tx, current, stay }) => {
    if (decision === "confirmed") assertRecentlyConfirmed(actor, new Date());
    await lockPeople(tx);
    const exit = await openExitOf(tx, current.id);
    if (exit === null) throw conflict("lane_exit_ended");
    const isPlaced =
      decision === "withdrawn"
        ? exit.proposedBy === actor.id
        : (await exitConfirmers(tx, exit.proposedBy)).includes(actor.id);
    if (!isPlaced) throw forbidden("second_person_needed");
    await endExit(tx, exit.id, decision, actor.id);
    if (decision !== "withdrawn")
      await notify(tx, {
        to: [exit.proposedBy],
        kind: "lane_exit_decided",
        params: { isLeft: decision === "confirmed" },
      });
    if (decision === "confirmed") await leave(tx, current, stay);
  });
}

async function leave(tx: Tx, current: CaseSnapshot, stay: LaneStayRow): Promise<void> {
  assertNoHold(stay);
  const next = resumedFrom(stay.fromState);
  await assertRoom(tx, current, next);
  await nameAction(tx, "case.lane_left");
  const review = { dueAt: daysAfter(new Date(), dueDays.review) };
  const patches: Partial<Record<ResumedState, CasePatch>> = {
    open: review,
    reopened: { ...review, round: current.round + 1, classification: null, decidedBy: null },
    notified: { dueAt: await nextDueOf(tx, current.id) },
  };
  await commitTransition(tx, current, "leave_lane", next, patches[next] ?? {});
}
