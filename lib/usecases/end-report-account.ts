import "server-only";
import { sealText } from "@/lib/adapters/sealed-text";
import { change } from "@/lib/db/change";
import { endReportAccount as endRow, replaceReportSecret as replaceRow } from "@/lib/db/report-accounts";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { notFound } from "@/lib/domain/errors";
import { reportSecretSchema } from "@/lib/domain/notices/report-account";

/** Another password or token for the same account; the one before is gone. @throws DomainError `not_found`. */
export async function replaceReportSecret(actor: UserActor, id: string, secret: string): Promise<void> {
  assertCan(actor, "report_account:manage");
  assertRecentlyConfirmed(actor, new Date());
  const sealed = sealText("report_account", id, reportSecretSchema.parse(secret));
  await change(actor, "report_account.secret_replaced", {}, async (tx) => {
    if (!(await replaceRow(tx, id, sealed))) throw notFound("report_account");
  });
}

/** Nothing is sent by it any more, what waits included; its secret goes with it. @throws DomainError `not_found`. */
export async function endReportAccount(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "report_account:manage");
  await change(actor, "report_account.removed", {}, async (tx) => {
    if (!(await endRow(tx, id))) throw notFound("report_account");
  });
}
