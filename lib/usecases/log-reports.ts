import "server-only";
import { createHash } from "node:crypto";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { AddressReason, ParsedAddress } from "@/lib/domain/addresses/address";
import { parseLines } from "@/lib/domain/addresses/parse-address";
import { DomainError, invalidInput } from "@/lib/domain/errors";
import type { FingerprintInput } from "@/lib/domain/fingerprints/fingerprint-input";
import { linesAtMost, type LineResult, type LoggedLine } from "@/lib/domain/intake/log-lines";
import type { ReportAnswers } from "@/lib/domain/intake/report-input";
import { toldOutcome } from "@/lib/domain/intake/told-outcome";
import { loggerOf } from "@/lib/logger";
import { logReport } from "./log-report";

export interface LogForm {
  /** Made by the form; the same form sent twice logs nothing twice. */
  submissionId: string;
  lines: readonly LoggedLine[];
  answers: ReportAnswers;
  /** Of the pictures of the one account that the form is about. */
  fingerprints?: readonly FingerprintInput[];
  language: "fr" | "en";
}

/** Each account of the form once, in order, and why a line holds none. */
function addressesOf(lines: readonly LoggedLine[]): ParsedAddress[] {
  const known = new Set<string>();
  return lines
    .flatMap(({ text, platform }) => parseLines(text, platform ? { platform } : {}))
    .filter(({ platform, key }) => {
      if (key === null) return true;
      const identity = `${String(platform)}\u0000${key}`;
      if (known.has(identity)) return false;
      known.add(identity);
      return true;
    });
}

/** Logs each line by itself, with the same answers: one that fails loses none of the others. */
export async function logReports(actor: UserActor, form: LogForm): Promise<LineResult[]> {
  assertCan(actor, "report:log");
  const addresses = addressesOf(form.lines);
  if (addresses.length === 0) throw invalidInput("no_lines");
  if (addresses.length > linesAtMost) throw invalidInput("too_many_lines", { maximum: linesAtMost });
  // Nobody could say whose picture it is.
  if (addresses.length > 1 && form.fingerprints && form.fingerprints.length > 0)
    throw invalidInput("fingerprints_of_one_account");
  const results: LineResult[] = [];
  for (const address of addresses) results.push(await logLine(actor, form, address));
  return results;
}

async function logLine(
  actor: UserActor,
  { submissionId, answers, fingerprints = [], language }: LogForm,
  address: ParsedAddress,
): Promise<LineResult> {
  const { input: text, platform, handle, key, stableId, profileUrl } = address;
  const line = { text, platform, handle };
  if (address.kind !== "profile" || platform === null || handle === null || key === null || profileUrl === null) {
    const reason: AddressReason = address.reason ?? "not_an_address";
    return { ...line, isTaken: false, code: "not_an_address", reason };
  }
  const digest = createHash("sha256").update([actor.id, submissionId, platform, key].join("\u001f")).digest("hex");
  try {
    const taken = await logReport(actor, {
      address: { platform, handle, key, stableId, profileUrl },
      answers,
      sourceText: text,
      language,
      origin: "report",
      importKey: `form:${digest}`,
      fingerprints,
    });
    return { ...line, isTaken: true, ...toldOutcome(actor, taken) };
  } catch (error) {
    if (error instanceof DomainError) return { ...line, isTaken: false, code: error.code, reason: error.reason };
    loggerOf(actor.requestId).error({ err: error }, "a line of the log failed");
    return { ...line, isTaken: false, code: "unexpected", reason: "unexpected" };
  }
}
