import "server-only";
import { inLog } from "@/lib/domain/audit/page-check";
import type { Problem } from "@/lib/domain/audit/problems";
import type { TrailReader } from "./trail-reader";

/** What an erasure says of a unit: an entry that outlives it, and names how many went. */
const erasures = `erasure AS (
  SELECT e.subject_id AS unit, sum((e.changes -> 'entries' ->> 0)::bigint) AS told FROM audit_entry e
  WHERE e.subject_table = 'commitment_secret' AND e.operation = 'delete' AND e.unit_kind = 'none'
    AND (EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = e.id) OR EXISTS (SELECT 1 FROM audit_queue q WHERE q.entry_id = e.id))
  GROUP BY 1)`;
const leafUnit = `CASE WHEN l.unit_id IS NULL THEN 'none' ELSE l.unit_kind || ':' || l.unit_id END`;
const gone = `gone AS (
  SELECT ${leafUnit} AS unit, l.log, l.index, l.entry_id FROM audit_leaf l
  WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = l.entry_id))`;

/** Leaves whose entries are gone, against what the erasures account for. */
export async function* goneEntries(reader: TrailReader): AsyncGenerator<Problem[]> {
  const single = reader.parts<{ log: number; index: string; entry: string }>(
    `WITH ${erasures}, ${gone} SELECT g.log, g.index::text AS index, g.entry_id::text AS entry FROM gone g
     WHERE NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.unit = g.unit) ORDER BY g.log, g.index`,
  );
  for await (const rows of single)
    yield rows.map(({ log, index, entry }) => ({
      id: `entry ${entry}`,
      problem: "entry_gone",
      details: { leaf: inLog(log, index) },
    }));
  const units = reader.parts<{ unit: string; gone: string; told: string }>(
    `WITH ${erasures}, ${gone}, counted AS (SELECT unit, count(*) AS gone FROM gone GROUP BY unit)
     SELECT e.unit, coalesce(c.gone, 0)::text AS gone, e.told::text AS told FROM erasure e LEFT JOIN counted c USING (unit)
     WHERE coalesce(c.gone, 0) <> e.told ORDER BY e.unit`,
  );
  for await (const rows of units)
    yield rows.map(({ unit, gone: lost, told }) => ({
      id: `unit ${unit}`,
      problem: "erasure_differs",
      details: { gone: lost, told },
    }));
}

/** Entries that no leaf stands for: rightly so for five minutes, and only while they wait in the queue. */
export async function* unsealedEntries(reader: TrailReader): AsyncGenerator<Problem[]> {
  const forgotten = reader.parts<{ id: string }>(
    `SELECT e.id::text AS id FROM audit_entry e
     WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.entry_id = e.id)
       AND NOT EXISTS (SELECT 1 FROM audit_queue q WHERE q.entry_id = e.id) ORDER BY e.id`,
  );
  for await (const rows of forgotten) yield rows.map(({ id }) => ({ id: `entry ${id}`, problem: "entry_unsealed" }));
  const waiting = reader.parts<{ id: string; isGone: boolean; seconds: number }>(
    `SELECT q.entry_id::text AS id, e.id IS NULL AS "isGone", extract(epoch FROM now() - least(q.at, e.at))::integer AS seconds
     FROM audit_queue q LEFT JOIN audit_entry e ON e.id = q.entry_id
     WHERE e.id IS NULL OR least(q.at, e.at) < now() - interval '5 minutes' ORDER BY q.entry_id`,
  );
  for await (const rows of waiting)
    yield rows.map(({ id, isGone, seconds }) =>
      isGone
        ? { id: `entry ${id}`, problem: "queue_dangling" }
        : { id: `entry ${id}`, problem: "entry_late", details: { seconds } },
    );
}
