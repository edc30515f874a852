import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import type { IntakeResult } from "@/lib/db/intake";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { ReportAnswers } from "@/lib/domain/intake/report-input";
import { logReport } from "./log-report";

/**
 * Adds what somebody has seen since to a case that they may complete. Reports never change, so this is a further one, under the same
 * rule as any other: an ended case is reopened or followed, a doubt about age leads to the lane.
 */
export async function completeCase(
  actor: UserActor,
  { ref, answers, language }: { ref: CaseRef; answers: ReportAnswers; language: "fr" | "en" },
): Promise<IntakeResult> {
  const current = await getCaseSnapshot(db(), actor, ref);
  assertCan(actor, "case:complete", current.facts);
  const account = await db().account.findUniqueOrThrow({ where: { id: current.accountId } });
  return logReport(
    actor,
    {
      accountId: account.id,
      address: {
        platform: account.platformId as PlatformId,
        handle: account.handle,
        key: account.handleKey,
        stableId: account.stableId,
        profileUrl: account.profileUrl,
      },
      answers,
      sourceText: "",
      language,
      origin: "report",
    },
    { action: "case.completed" },
  );
}
