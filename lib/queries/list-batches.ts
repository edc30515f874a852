import "server-only";
import { namedCases } from "@/lib/db/batches";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { BatchKind, BatchStatus } from "@/lib/domain/batches/batch";

export interface ListedBatch {
  id: string;
  kind: BatchKind | null;
  status: BatchStatus;
  createdAt: Date;
  cases: number;
  done: number;
  failed: number;
  notices: number;
}

const shown = 100;

/** One's own batches, newest first; a selection of which nothing was made is forgotten after a day. */
export async function listBatches(actor: UserActor): Promise<ListedBatch[]> {
  assertCan(actor, "notice:prepare");
  return db().$queryRaw<ListedBatch[]>(Prisma.sql`
    SELECT b.id::text, b.kind, b.status, b.created_at AS "createdAt", t.cases, t.done, t.failed, t.notices
    FROM (SELECT * FROM batch WHERE user_id = ${actor.id}::uuid AND (kind IS NOT NULL OR created_at > now() - interval '1 day')
           ORDER BY created_at DESC LIMIT ${shown}) b
    CROSS JOIN LATERAL (
      SELECT count(*)::integer AS cases, count(*) FILTER (WHERE i.state = 'done')::integer AS done,
        count(*) FILTER (WHERE i.state = 'failed')::integer AS failed, count(DISTINCT i.notice_id)::integer AS notices
      FROM batch_item i JOIN "case" c ON c.id = i.case_id WHERE i.batch_id = b.id AND ${namedCases}) t
    ORDER BY b.created_at DESC`);
}
