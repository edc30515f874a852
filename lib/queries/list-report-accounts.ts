import "server-only";
import { db } from "@/lib/db/client";
import { readReportAccounts, type ReportAccountRow } from "@/lib/db/report-accounts";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";

export type ShownReportAccount = ReportAccountRow;

/** The desk's accounts at services, without their secrets. */
export async function listReportAccounts(actor: UserActor): Promise<ShownReportAccount[]> {
  assertCan(actor, "report_account:manage");
  return readReportAccounts(db());
}
