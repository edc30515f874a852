import "server-only";
import { randomUUID } from "node:crypto";
import { sealText } from "@/lib/adapters/sealed-text";
import { change } from "@/lib/db/change";
import { insertReportAccount, readReportAccounts } from "@/lib/db/report-accounts";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { conflict, DomainError } from "@/lib/domain/errors";
import {
  accountFor,
  type ReportAccountInput,
  reportAccountSchema,
  reportAccountsAtMost,
} from "@/lib/domain/notices/report-account";

/**
 * The desk's own account at a service that takes reports. Its password or token is sealed here and shown to nobody again.
 * @throws DomainError `conflict report_account_there`, `limited report_accounts_at_most`.
 */
export async function addReportAccount(actor: UserActor, input: ReportAccountInput): Promise<{ id: string }> {
  assertCan(actor, "report_account:manage");
  assertRecentlyConfirmed(actor, new Date());
  const { secret, ...account } = reportAccountSchema.parse(input);
  const { service, address } = account;
  const [id, host] = [randomUUID(), new URL(address).hostname];
  const named = { identifier: "", moderation: "", ...account };
  await change(actor, "report_account.added", {}, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('demasque.report_account'))`;
    const present = await readReportAccounts(tx);
    if (accountFor(present, service, host) !== null) throw conflict("report_account_there");
    if (present.length >= reportAccountsAtMost)
      throw new DomainError("limited", "report_accounts_at_most", { maximum: reportAccountsAtMost });
    const sealed = sealText("report_account", id, secret);
    await insertReportAccount(tx, { ...named, id, host, secret: sealed, createdBy: actor.id });
  });
  return { id };
}
