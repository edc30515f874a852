import "server-only";
import { db } from "@/lib/db/client";
import { pseudonymsOf } from "@/lib/db/trail";
import { auditActions, type AuditAction } from "@/lib/domain/audit/actions";

export interface MandateEvent {
  id: string;
  at: Date;
  action: AuditAction | "database";
  /** A pseudonym, or who else it was. */
  who: string | { kind: "system" | "door" | "other" };
}

const known: ReadonlySet<string> = new Set(auditActions);
const actions = auditActions.filter((action) => /^(mandate|bank|told)\./.test(action));
const limit = 60;

/** What the trail says of a mandate, its collisions, banks and private pages, newest first: acts, people and times, never content. */
export async function readMandateHistory(id: string): Promise<MandateEvent[]> {
  const rows = await db().$queryRaw<{ id: string; at: Date; actor: string; action: string }[]>`
    WITH about AS (
      SELECT 'mandate' AS tab, ${id}::text AS id
      UNION ALL SELECT 'mandate_collision', k.id::text FROM mandate_collision k WHERE ${id}::uuid IN (k.first_id, k.second_id)
      UNION ALL SELECT 'mandate_sighting', s.mandate_id || ':' || s.reviewer_id || ':' || s.round FROM mandate_sighting s WHERE s.mandate_id = ${id}::uuid
      UNION ALL SELECT 'bank', b.id::text FROM bank b WHERE b.mandate_id = ${id}::uuid
      UNION ALL SELECT 'told_page', p.id::text FROM told_page p WHERE p.mandate_id = ${id}::uuid)
    SELECT max(e.id)::text AS id, max(e.at) AS at, e.actor, e.action
    FROM audit_entry e JOIN about a ON a.tab = e.subject_table AND a.id = e.subject_id
    -- Their actions are few among all: the index on actions finds them.
    WHERE e.action = ANY (${actions}::text[])
    GROUP BY e.request_id, e.actor, e.action, date_trunc('minute', e.at) ORDER BY max(e.id) DESC LIMIT ${limit}`;
  const names = await pseudonymsOf(
    db(),
    rows.map((row) => row.actor),
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    action: known.has(row.action) ? (row.action as AuditAction) : "database",
    who: names.get(row.actor) ?? { kind: kindOf(row.actor) },
  }));
}

function kindOf(name: string): "system" | "door" | "other" {
  if (name.startsWith("job:")) return "system";
  return name.startsWith("public:") ? "door" : "other";
}
