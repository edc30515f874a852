import "server-only";
import { AtprotoReports } from "@/lib/adapters/atproto-reports";
import { MastodonReports } from "@/lib/adapters/mastodon-reports";
import type { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { openText } from "@/lib/adapters/sealed-text";
import { db } from "@/lib/db/client";
import { readSealedAccount, type SealedReportAccount } from "@/lib/db/report-accounts";
import type { AtprotoReport } from "@/lib/domain/notices/build-atproto";
import type { MastodonReport } from "@/lib/domain/notices/build-mastodon";
import type { ReportService } from "@/lib/domain/notices/report-account";

export type OpenSender = (report: AtprotoReport | MastodonReport) => Promise<() => Promise<string>>;

/** The client behind an account of the desk; its secret is opened here and nowhere else. */
export function clientOf(account: SealedReportAccount, http: OutgoingHttp): AtprotoReports | MastodonReports {
  const { id, service, address, identifier, moderation } = account;
  const secret = openText("report_account", id, account.secret);
  return service === "atproto"
    ? new AtprotoReports({ service: address, identifier, appPassword: secret, moderation }, http)
    : new MastodonReports({ server: address, token: secret }, http);
}

/** What sends reports to a service by the desk's account there; null where it has none. */
export async function openReportSender(
  to: { service: ReportService; host: string },
  http: OutgoingHttp,
): Promise<OpenSender | null> {
  const account = await readSealedAccount(db(), to);
  if (account === null) return null;
  const client = clientOf(account, http);
  return (report) =>
    client instanceof AtprotoReports
      ? client.prepare(report as AtprotoReport)
      : client.prepare(report as MastodonReport);
}
