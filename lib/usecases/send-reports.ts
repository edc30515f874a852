import "server-only";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { db } from "@/lib/db/client";
import { hasDueDelivery, type ClaimedDelivery, type DeliveryEnd } from "@/lib/db/deliveries";
import { DomainError } from "@/lib/domain/errors";
import { reportIn } from "@/lib/domain/notices/api-reports";
import { afterFault, deliveryPauseMinutes, type ReportFailure, reportFailures } from "@/lib/domain/notices/delivery";
import { reportServices, type ReportService } from "@/lib/domain/notices/report-account";
import { askAboutSilent, deliverRound } from "./deliver-round";
import { openReportSender, type OpenSender } from "./open-report-sender";

/**
 * The worker's round of reports to services, each account by itself and once: never a second time without a person's word where the
 * first may have arrived. One sign-in serves the round. Returns how many were taken.
 */
export async function sendReports(http: OutgoingHttp = new OutgoingHttp()): Promise<number> {
  await askAboutSilent();
  if (!(await hasDueDelivery(db(), reportServices))) return 0;
  const open = new Map<string, Promise<OpenSender | null>>();
  return deliverRound(reportServices, async (due) => {
    const service = reportServices.find((one) => one === due.method) ?? "atproto";
    const key = `${service} ${due.host ?? ""}`;
    const sender = open.get(key) ?? openReportSender({ service, host: due.host ?? "" }, http);
    open.set(key, sender);
    return attempt(due, service, await sender);
  });
}

async function attempt(due: ClaimedDelivery, service: ReportService, sender: OpenSender | null): Promise<DeliveryEnd> {
  if (sender === null) return { state: "failed", failure: "no_account" };
  const document = await db().noticeDocument.findUnique({
    where: { noticeId_format: { noticeId: due.noticeId, format: service } },
    select: { bytes: true },
  });
  const report = document === null ? null : reportIn(service, document.bytes, due.position ?? 0);
  if (report === null) return { state: "failed", failure: "no_document" };
  for (let isSecond = false; ; isSecond = true) {
    let isUnderWay = false;
    try {
      const handOver = await sender(report);
      isUnderWay = true;
      return { state: "sent", reference: await handOver() };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // The sign-in ran out on the way: the service took nothing, and the desk signs in anew.
      if (error.details["isSessionOver"] !== true || isSecond) return endOf(error, isUnderWay, due.attempts);
    }
  }
}

function endOf({ reason, details }: DomainError, isUnderWay: boolean, attempts: number): DeliveryEnd {
  const failure: ReportFailure = reportFailures.find((one) => one === reason) ?? "report_api_down";
  const response = typeof details["status"] === "number" ? details["status"] : null;
  const isHandedOver = details["isHandedOver"] === true;
  const asked = typeof details["retryAfterSeconds"] === "number" ? details["retryAfterSeconds"] : 0;
  const rest = failure === "report_api_too_many" ? { restSeconds: Math.max(asked, 60) } : {};
  const next = afterFault({ failure, status: response, isUnderWay, isHandedOver });
  if (next === "unsure") return { state: "perhaps_sent", failure, response };
  const pauseMinutes = next === "again" ? deliveryPauseMinutes(attempts) : null;
  if (pauseMinutes === null) return { state: "failed", failure, response, ...rest };
  return { state: "waiting", failure, response, pauseSeconds: Math.max(asked, pauseMinutes * 60), ...rest };
}
