import "server-only";
import { db } from "@/lib/db/client";
import { readEscalation } from "@/lib/db/escalations";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { escalationSteps, escalationText, stepRefusal } from "@/lib/domain/notices/escalation";
import type { NoticeLanguage } from "@/lib/domain/notices/notice-input";

/** The texts that can follow, each with whether it is open now. @throws DomainError `not_found`. */
export async function getEscalation(
  actor: UserActor,
  { number, caseNumber, language }: { number: number; caseNumber: number; language: NoticeLanguage },
) {
  assertCan(actor, "notice:read");
  const row = await db().notice.findUnique({ where: { number: BigInt(number) } });
  if (row === null) throw notFound("notice");
  const facts = await readEscalation(db(), row, caseNumber, language);
  if (facts === null) throw notFound("notice");
  const now = new Date();
  return {
    number,
    caseNumber,
    language,
    facts,
    steps: escalationSteps.map((step) => ({
      step,
      refusal: stepRefusal(step, facts, now),
      text: escalationText(step, facts, language),
    })),
  };
}
export type EscalationView = Awaited<ReturnType<typeof getEscalation>>;
