import "server-only";
import { db } from "@/lib/db/client";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";
import { deliverNotices } from "@/lib/usecases/deliver-notices";
import { endLeases } from "@/lib/usecases/end-leases";
import { endMandates } from "@/lib/usecases/end-mandates";
import { endVettings } from "@/lib/usecases/end-vettings";
import { lapseAuthentic } from "@/lib/usecases/lapse-authentic";
import { lapseProposals } from "@/lib/usecases/lapse-proposals";
import { mailNotifications } from "@/lib/usecases/mail-notifications";
import { noteDestroyedKeys } from "@/lib/usecases/note-destroyed-keys";
import { remindNotices } from "@/lib/usecases/remind-notices";
import { matchBanks } from "@/lib/usecases/match-banks";
import { runBatches } from "@/lib/usecases/run-batches";
import { sealRegularly } from "@/lib/usecases/seal-regularly";
import { sendCheckpoints } from "@/lib/usecases/send-checkpoints";
import { sendReports } from "@/lib/usecases/send-reports";
import { sendWebhooks } from "@/lib/usecases/send-webhooks";
import { sweep } from "@/lib/usecases/sweep";
import { verifyNightly } from "@/lib/usecases/verify-nightly";
import { watchUnfounded } from "@/lib/usecases/watch-unfounded";
import { foldReveals, watchLane } from "@/lib/usecases/watch-lane";

export interface RecurringJob {
  name: string;
  everySeconds: number;
  run(): Promise<unknown>;
}

/**
 * What comes round by itself. Each is safe to run twice and on several workers at once: it takes its own lock or works by
 * compare-and-set, so a plain timer in every worker is enough (docs/decisions/009).
 */
export const recurringJobs: readonly RecurringJob[] = [
  {
    name: "heartbeat",
    everySeconds: 10,
    run: () => db().$executeRaw`INSERT INTO worker_heartbeat (name, seen_at) VALUES ('worker', now())
      ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at`,
  },
  { name: "fold_counts", everySeconds: 5, run: () => db().$queryRaw`SELECT fold_case_counts()` },
  { name: "fold_ledger", everySeconds: 30, run: () => db().$queryRaw`SELECT fold_ledger_counts()` },
  { name: "end_leases", everySeconds: 30, run: endLeases },
  { name: "lapse_authentic", everySeconds: 600, run: lapseAuthentic },
  { name: "seal_trail", everySeconds: 15, run: sealRegularly },
  { name: "send_checkpoints", everySeconds: 60, run: () => sendCheckpoints() },
  { name: "lapse_proposals", everySeconds: 300, run: lapseProposals },
  { name: "mail_notifications", everySeconds: 20, run: mailNotifications },
  { name: "deliver_notices", everySeconds: 3, run: deliverNotices },
  { name: "run_batches", everySeconds: 1, run: () => runBatches(getCaseBundle) },
  { name: "send_reports", everySeconds: 3, run: () => sendReports() },
  { name: "remind_notices", everySeconds: 1800, run: remindNotices },
  { name: "send_webhooks", everySeconds: 2, run: sendWebhooks },
  { name: "watch_unfounded", everySeconds: 3600, run: watchUnfounded },
  { name: "verify_trail", everySeconds: 3600, run: verifyNightly },
  { name: "end_vettings", everySeconds: 600, run: () => endVettings() },
  { name: "match_banks", everySeconds: 5, run: matchBanks },
  { name: "end_mandates", everySeconds: 600, run: () => endMandates() },
  { name: "note_destroyed_keys", everySeconds: 60, run: () => noteDestroyedKeys() },
  { name: "watch_lane", everySeconds: 20, run: watchLane },
  { name: "fold_reveals", everySeconds: 3600, run: foldReveals },
  { name: "sweep", everySeconds: 3600, run: sweep },
];
