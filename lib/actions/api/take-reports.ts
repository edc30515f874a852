import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { UserActor } from "@/lib/domain/access/actor";
import { parseAddress } from "@/lib/domain/addresses/parse-address";
import { platformIds } from "@/lib/domain/case/vocabulary";
import { DomainError, invalidInput } from "@/lib/domain/errors";
import { reportedFingerprintsSchema } from "@/lib/domain/fingerprints/fingerprint-input";
import { reportAnswersSchema } from "@/lib/domain/intake/report-input";
import type { Receipt } from "@/lib/domain/audit/receipt";
import { toldOutcome, type ToldOutcome } from "@/lib/domain/intake/told-outcome";
import { getReceipt } from "@/lib/queries/get-receipt";
import { logReport } from "@/lib/usecases/log-report";

const where = {
  /** A link, or a handle with its platform. */
  address: z.string().min(1).max(4096),
  platform: z.enum(platformIds).optional(),
  language: z.enum(["fr", "en"]).default("fr"),
  /** Of the account's profile picture or banner, made elsewhere: no picture is ever taken here. */
  fingerprints: reportedFingerprintsSchema.default([]),
};
const [photo, bot] = reportAnswersSchema.options;
export const oneReportSchema = z.discriminatedUnion("track", [photo.extend(where), bot.extend(where)]);
export type OneReport = z.infer<typeof oneReportSchema>;
export const reportsSchema = z.union([
  oneReportSchema,
  z.strictObject({ reports: z.array(oneReportSchema).min(1).max(100) }),
]);

export interface ReportAnswer {
  result: ToldOutcome["kind"];
  case: number | null;
  predecessor: number | null;
  /** For `GET /reports/{id}/receipt`. */
  report: string;
  /** Where it was asked for: signed before this answer left. */
  receipt?: Receipt;
}

export interface Submission {
  /** Names the request, so that its repetition finds its reports taken. */
  submission: string | null;
  withReceipt: boolean;
}

/** Takes one report and says of it what its reporter may know. */
async function takeOne(
  actor: UserActor,
  report: OneReport,
  { submission, withReceipt }: Submission,
): Promise<ReportAnswer> {
  const { address: text, platform, language, fingerprints, ...answers } = report;
  const parsed = parseAddress(text, platform ? { platform } : {});
  const { kind, handle, key, profileUrl } = parsed;
  if (kind !== "profile" || !parsed.platform || handle === null || key === null || profileUrl === null) {
    throw invalidInput("not_a_profile", { address: parsed.reason ?? "not_an_address" });
  }
  const taken = await logReport(actor, {
    address: { platform: parsed.platform, handle, key, stableId: parsed.stableId, profileUrl },
    answers,
    sourceText: text,
    fingerprints,
    language,
    origin: "report",
    // A repeated request finds its report taken, even where the first one's answer was lost on the way.
    ...(submission && {
      importKey: createHash("sha256").update(`api ${actor.id} ${submission} ${parsed.platform} ${key}`).digest("hex"),
    }),
  });
  const { kind: result, number, predecessor, reportId } = toldOutcome(actor, taken);
  const receipt = withReceipt ? await getReceipt(actor, reportId) : null;
  return { result, case: number, predecessor, report: reportId, ...(receipt && { receipt }) };
}

/** One report's answer, or a list with an answer or a refusal for each; a bad one never loses the others. */
export async function takeReports(actor: UserActor, input: z.infer<typeof reportsSchema>, given: Submission) {
  if (!("reports" in input)) return takeOne(actor, input, given);
  const results: (ReportAnswer | { result: "refused"; code: string; reason: string; details: unknown })[] = [];
  for (const report of input.reports) {
    try {
      results.push(await takeOne(actor, report, given));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === "unavailable") throw error;
      results.push({ result: "refused", code: error.code, reason: error.reason, details: error.details });
    }
  }
  return { results };
}
