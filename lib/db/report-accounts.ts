import "server-only";
import type { ReportService } from "@/lib/domain/notices/report-account";
import type { Db, Tx } from "./client";

/** What may be shown of an account: everything but its secret. */
export interface ReportAccountRow {
  id: string;
  service: ReportService;
  address: string;
  host: string;
  identifier: string;
  moderation: string;
  secretNumber: number;
  createdAt: Date;
}

/** Those in use, the service for all first, then by server. */
export function readReportAccounts(db: Db): Promise<ReportAccountRow[]> {
  return db.$queryRaw<ReportAccountRow[]>`
    SELECT id::text, service, address, host, identifier, moderation, secret_number AS "secretNumber", created_at AS "createdAt"
    FROM report_account WHERE ended_at IS NULL ORDER BY service, host, id`;
}

export interface SealedReportAccount extends ReportAccountRow {
  secret: Uint8Array;
}

/** With its secret as it is kept; null where there is none. */
export async function readSealedAccount(
  db: Db,
  by: { id: string } | { service: ReportService; host: string },
): Promise<SealedReportAccount | null> {
  const accounts = await readReportAccounts(db);
  const found = accounts.find((one) =>
    "id" in by ? one.id === by.id : one.service === by.service && (by.service === "atproto" || one.host === by.host),
  );
  if (!found) return null;
  const [row] = await db.$queryRaw<{ secret: Uint8Array | null }[]>`
    SELECT secret FROM report_account WHERE id = ${found.id}::uuid AND ended_at IS NULL`;
  return row?.secret ? { ...found, secret: row.secret } : null;
}

export async function insertReportAccount(
  tx: Tx,
  account: Omit<ReportAccountRow, "secretNumber" | "createdAt"> & { secret: Uint8Array; createdBy: string },
): Promise<void> {
  const { id, service, address, host, identifier, moderation, secret, createdBy } = account;
  await tx.$executeRaw`
    INSERT INTO report_account (id, service, address, host, identifier, moderation, secret, created_by)
    VALUES (${id}::uuid, ${service}, ${address}, ${host}, ${identifier}, ${moderation}, ${secret}, ${createdBy}::uuid)`;
}

/** Each tells whether there was one that it applied to. */
export async function replaceReportSecret(tx: Tx, id: string, secret: Uint8Array): Promise<boolean> {
  const replaced = await tx.$executeRaw`
    UPDATE report_account SET secret = ${secret}, secret_number = secret_number + 1
    WHERE id = ${id}::uuid AND ended_at IS NULL`;
  return replaced === 1;
}

export async function endReportAccount(tx: Tx, id: string): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE report_account SET ended_at = now(), secret = NULL WHERE id = ${id}::uuid AND ended_at IS NULL`;
  return ended === 1;
}
