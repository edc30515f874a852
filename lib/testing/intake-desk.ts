import { randomUUID } from "node:crypto";
import { withClient } from "@/lib/cli/postgres/embedded";
import { db } from "@/lib/db/client";
import type { IntakeInput } from "@/lib/db/intake-rows";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import type { ReportAnswers } from "@/lib/domain/intake/report-input";
import { logReport } from "@/lib/usecases/log-report";

export const seen: ReportAnswers = {
  track: "stolen_photo_scammer",
  ageAnswer: "no",
  signals: { "SPS-01": "yes" },
  observed: "Sells packs against a money pot.",
  mandateId: null,
  observedAt: null,
};
export const handle = () => `lou_${randomUUID().slice(0, 8)}`;
const address = (name: string, stableId: string | null = null): IntakeInput["address"] => ({
  platform: "x",
  handle: name,
  key: name,
  stableId,
  profileUrl: `https://x.com/${name}`,
});
type Given = Partial<Omit<IntakeInput, "answers" | "address">> & {
  answers?: Partial<ReportAnswers>;
  stableId?: string;
};
/** One report as the form would make it, with what a test says otherwise. */
export const report = (actor: UserActor, name: string, { answers, stableId, ...given }: Given = {}) =>
  logReport(actor, {
    address: address(name, stableId ?? null),
    answers: { ...seen, ...answers },
    sourceText: `https://x.com/${name}`,
    language: "fr",
    origin: "report",
    ...given,
  });
export const row = (id: string) => db().case.findUniqueOrThrow({ where: { id } });
export const account = async (caseId: string) =>
  db().account.findUniqueOrThrow({ where: { id: (await row(caseId)).accountId } });
export const trail = (caseId: string) => db().auditEntry.findMany({ where: { caseId }, orderBy: { id: "asc" } });
/** Puts a case into a state as time and other people would; past the rules, which are proven elsewhere. */
export const forceState = (ownerUrl: string, caseId: string, state: CaseState) =>
  withClient(ownerUrl, (client) =>
    client.query(
      `DO $$ BEGIN ALTER TABLE "case" DISABLE TRIGGER case_rules; UPDATE "case" SET state = '${state}', version = version + 1 WHERE id = '${caseId}';
       ALTER TABLE "case" ENABLE TRIGGER case_rules; END $$`,
    ),
  );
/** A case as one report makes it, put into a state. */
export async function reportedCase(ownerUrl: string, reporter: UserActor, state: CaseState, name = handle()) {
  const { caseId, caseNumber } = await report(reporter, name);
  if (state !== "open") await forceState(ownerUrl, caseId, state);
  return { caseId, caseNumber, name };
}
