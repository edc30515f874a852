import "server-only";
import { db, type Tx } from "@/lib/db/client";
import { insertReports } from "@/lib/db/deliveries";
import type { NoticeWithInput } from "@/lib/db/notices";
import { readReportAccounts } from "@/lib/db/report-accounts";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { conflict, invalidInput, notFound } from "@/lib/domain/errors";
import { apiReports } from "@/lib/domain/notices/api-reports";
import type { SendNoticeInput } from "@/lib/domain/notices/notice-edit";
import { accountFor, reportServiceOf } from "@/lib/domain/notices/report-account";
import { sendNotice } from "./send-notice";

/**
 * A person has the desk report a notice's accounts by the service's own interface: it is frozen as with every sending, and a report for
 * each account is put beside it for a worker. What the service says later changes nothing of what was frozen.
 * @throws as `sendNotice`; DomainError `invalid_input notice_without_api`, `conflict report_account_missing` with the servers.
 */
export async function sendByApi(
  actor: UserActor,
  input: Omit<SendNoticeInput, "format" | "sentAt" | "reference">,
  /** What is written with it, in the same transaction. */
  alongside?: (tx: Tx) => Promise<void>,
): Promise<{ number: number; version: number; sha256: string }> {
  assertCan(actor, "notice:send");
  const row = await db().notice.findUnique({ where: { number: BigInt(input.number) }, select: { platformId: true } });
  if (row === null) throw notFound("notice");
  const format = reportServiceOf(row.platformId as PlatformId);
  if (format === null) throw invalidInput("notice_without_api");
  return sendNotice(actor, { ...input, format, sentAt: new Date(), reference: "" }, async (tx, notice) => {
    await handOver(tx, actor, notice);
    await alongside?.(tx);
  });
}

async function handOver(tx: Tx, actor: UserActor, { row, cases, input }: NoticeWithInput): Promise<void> {
  const made = apiReports(input);
  if (made === null) throw invalidInput("notice_without_api");
  const accounts = await readReportAccounts(tx);
  const lacking = made.reports.filter(({ host }) => accountFor(accounts, made.service, host) === null);
  if (lacking.length > 0)
    throw conflict("report_account_missing", {
      hosts: [...new Set(lacking.map(({ host }) => host || "Bluesky"))].join(", "),
    });
  const reports = made.reports.flatMap((report) => {
    const caseId = cases[report.position]?.id;
    return caseId === undefined ? [] : [{ ...report, caseId }];
  });
  await insertReports(tx, { noticeId: row.id, service: made.service, askedBy: actor.id }, reports);
}
