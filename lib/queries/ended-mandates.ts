import "server-only";
import { db } from "@/lib/db/client";
import { type MandateStatus, mandateStatusAt } from "@/lib/domain/mandate";

export interface EndedMandate {
  number: number;
  status: Exclude<MandateStatus, "pending" | "verified">;
}

/** The mandates on whose behalf a notice left and that stand no more: whoever answers for the notice has to know. */
export async function readEndedMandates(caseIds: readonly string[], sentAt: Date | null): Promise<EndedMandate[]> {
  if (sentAt === null || caseIds.length === 0) return [];
  const rows = await db().$queryRaw<{ number: number; status: string; expiresAt: Date | null }[]>`
    SELECT DISTINCT m.number::float8 AS number, m.status, m.expires_at AS "expiresAt"
    FROM "case" c JOIN mandate m ON m.id = c.mandate_id
    WHERE c.id = ANY (${[...caseIds]}::uuid[]) AND m.verified_at <= ${sentAt} ORDER BY 1`;
  return rows.flatMap(({ number, ...row }) => {
    const status = mandateStatusAt(row, new Date());
    return status === "pending" || status === "verified" ? [] : [{ number, status }];
  });
}
