import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { namedCases } from "@/lib/db/batches";
import { db, Prisma } from "@/lib/db/client";
import { zipStored } from "@/lib/documents/zip-file";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed, casesExportedFreely } from "@/lib/domain/access/second-factor";
import { notFound } from "@/lib/domain/errors";

const { sql } = Prisma;

/**
 * The archives of one's own batch as one file, read one at a time. A case that went where nobody may name it has left it.
 * @throws DomainError `not_found` where nothing is kept (any more); `forbidden step_up_needed` for many.
 */
export async function readBatchFile(actor: UserActor, id: string): Promise<AsyncGenerator<Uint8Array, void>> {
  assertCan(actor, "case:export");
  const kept = sql`FROM batch_item i JOIN batch b ON b.id = i.batch_id JOIN "case" c ON c.id = i.case_id
    WHERE b.id = ${id}::uuid AND b.user_id = ${actor.id}::uuid AND i.bundle IS NOT NULL AND b.kept_until > now() AND ${namedCases}`;
  const rows = await db().$queryRaw<{ position: number; number: number }[]>(
    sql`SELECT i.position, c.number::float8 AS number ${kept} ORDER BY i.position`,
  );
  if (rows.length === 0) throw notFound("batch");
  if (rows.length > casesExportedFreely) assertRecentlyConfirmed(actor, new Date());
  await recordAccess({ actor, kind: "export_downloaded", subject: `batch:${id}` });
  async function* files() {
    for (const { position, number } of rows) {
      const [row] = await db().$queryRaw<{ bundle: Uint8Array }[]>(
        sql`SELECT i.bundle ${kept} AND i.position = ${position}`,
      );
      if (row) yield { path: `case-${String(number)}-bundle.zip`, bytes: row.bundle };
    }
  }
  return zipStored(files());
}
