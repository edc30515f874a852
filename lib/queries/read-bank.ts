import "server-only";
import { db } from "@/lib/db/client";
import type { MandateRow } from "@/lib/db/mandates";

export interface ShownBank {
  id: string;
  openedAt: Date;
  consentVersion: string | null;
  consentedAt: Date | null;
  consentedThrough: "reviewer" | "person" | null;
  entryCount: number;
  /** A code was given out by which she fills it herself, and it is still good. */
  linkUntil: Date | null;
  /** Of what was left, so many wait to be compared. */
  waitingCount: number;
}

/** The bank that lives under a mandate: never what is in it. */
export async function readBank({ id }: MandateRow): Promise<ShownBank | null> {
  const row = await db().bank.findFirst({ where: { mandateId: id, withdrawnAt: null } });
  if (row === null) return null;
  const isLinkGood = row.linkCodeHash !== null && row.linkExpiresAt !== null && row.linkExpiresAt > new Date();
  return {
    id: row.id,
    openedAt: row.openedAt,
    consentVersion: row.consentVersion,
    consentedAt: row.consentedAt,
    consentedThrough: row.consentedThrough as ShownBank["consentedThrough"],
    entryCount: row.entryCount,
    linkUntil: isLinkGood ? row.linkExpiresAt : null,
    waitingCount: await db().bankQueue.count({ where: { bankId: row.id } }),
  };
}
