import "server-only";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { db } from "@/lib/db/client";
import { readSealedAccount } from "@/lib/db/report-accounts";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { clientOf } from "./open-report-sender";

/**
 * Asks the service whether it takes the desk's account, by a person's click; reports nothing to it.
 * @throws DomainError `not_found`; `unavailable` with what the service, or the way to it, said.
 */
export async function tryReportAccount(
  actor: UserActor,
  id: string,
  http: OutgoingHttp = new OutgoingHttp(),
): Promise<void> {
  assertCan(actor, "report_account:manage");
  const account = await readSealedAccount(db(), { id });
  if (account === null) throw notFound("report_account");
  await clientOf(account, http).verify();
}
