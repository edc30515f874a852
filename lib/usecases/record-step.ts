import "server-only";
import { change } from "@/lib/db/change";
import { readEscalation } from "@/lib/db/escalations";
import { lockNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { invalidInput, notFound } from "@/lib/domain/errors";
import { stepRefusal, type EscalationStep } from "@/lib/domain/notices/escalation";
import type { EscalationInput } from "@/lib/domain/notices/notice-tracking-input";
import { chosenCases } from "./record-answer";
import { assertHasLeft } from "./record-receipt";

const columnOf = {
  complaint: "complainedAt",
  out_of_court: "outOfCourtAt",
  coordinator: "coordinatorAt",
} as const satisfies Record<EscalationStep, string>;

/**
 * A person filed a complaint, went to a dispute body or to the coordinator. @throws DomainError `invalid_input` with why the step is
 * not open: too late, nothing was refused, a measure was taken.
 */
export async function recordStep(actor: UserActor, input: EscalationInput): Promise<{ version: number }> {
  assertCan(actor, "notice:record");
  if (input.takenOn.getTime() > Date.now() + 86_400_000) throw invalidInput("notice_date_in_future");
  return change(actor, "notice.step_recorded", {}, async (tx) => {
    const row = await lockNotice(tx, input.number);
    assertHasLeft(row, input.version);
    const facts = await readEscalation(tx, row, input.caseNumber, "en");
    if (facts === null) throw notFound("case");
    const refusal = stepRefusal(input.step, facts, input.takenOn);
    if (refusal !== null) throw invalidInput(refusal);
    for (const { id } of await chosenCases(tx, actor, row, [input.caseNumber])) {
      await tx.noticeCase.update({
        where: { noticeId_caseId: { noticeId: row.id, caseId: id } },
        data: { [columnOf[input.step]]: input.takenOn },
      });
      const { step: kind, reference, takenOn: happenedAt } = input;
      await tx.noticeEvent.create({
        data: { noticeId: row.id, caseId: id, kind, reference, happenedAt, recordedBy: actor.id },
      });
    }
    await tx.notice.update({ where: { id: row.id }, data: { version: row.version + 1 } });
    return { version: row.version + 1 };
  });
}
