import { expect } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import type { UserActor } from "@/lib/domain/access/actor";
import { listCases } from "@/lib/queries/list-cases";
import {
  caseAddressOf,
  type CaseAddress,
  type CaseQuery,
  caseQueryFor,
  loadCaseAddress,
} from "@/lib/tables/case-filters";
import type { CaseSort, CaseView } from "@/lib/tables/case-views";
import type { TestDatabase } from "./test-database";

const decided = ["confirmed", "notified", "actioned", "refused", "unanswered", "closed", "rejected", "undetermined"];

/** Cases of every state, with many equal ranks, times and counts, so that ties decide pages. */
export async function seedQueue(
  database: TestDatabase,
  cases: number,
  reporters: readonly string[],
  holder: string,
): Promise<void> {
  await withClient(database.ownerUrl, async (client) => {
    await client.query(
      "INSERT INTO platform (id, name) VALUES ('x', 'X'), ('instagram', 'Instagram') ON CONFLICT DO NOTHING",
    );
    await client.query(
      `WITH made AS (
         INSERT INTO account (id, platform_id, handle, handle_key, profile_url)
         SELECT gen_random_uuid(), CASE WHEN i % 3 = 0 THEN 'instagram' ELSE 'x' END, 'seeded_' || i, 'seeded_' || i, 'https://x.com/seeded_' || i
         FROM generate_series(1, $1::integer) i RETURNING id, platform_id, split_part(handle, '_', 2)::integer AS i),
       cases AS (
         INSERT INTO "case" (account_id, platform_id, state, track, opened_at, state_changed_at, due_at, report_count, life, queue_rank, held_by, lease_until)
         SELECT id, platform_id,
           (ARRAY['open','open','open','reopened','in_review','second_opinion','confirmed','notified','actioned','refused','unanswered','closed',
                  'rejected','undetermined','safeguarding','draft','erased'])[1 + i % 17],
           CASE WHEN i % 5 = 0 THEN 'redirecting_bot' ELSE 'stolen_photo_scammer' END,
           now() - make_interval(hours => i % 40), now() - make_interval(mins => i % 30),
           CASE WHEN i % 4 = 0 THEN now() - make_interval(days => i % 6) WHEN i % 4 = 1 THEN now() + interval '3 days' END,
           1 + i % 4, 1 + (i % 9) / 8, (i % 25) * 43200 - 1700000000,
           CASE WHEN i % 17 IN (4, 5) AND i % 2 = 0 THEN $3::uuid END,
           CASE WHEN i % 17 IN (4, 5) AND i % 2 = 0 THEN now() + make_interval(mins => 15 - 20 * (i % 4 / 2)) END
         FROM made RETURNING id, account_id, number)
       INSERT INTO report (case_id, account_id, reporter_id, track, age_answer, created_at)
       SELECT id, account_id, ($2::uuid[])[1 + number % cardinality($2::uuid[])], 'stolen_photo_scammer', 'no', now() - make_interval(mins => (number % 50)::integer) FROM cases`,
      [cases, reporters, holder],
    );
    // Some were decided with the opinion of somebody whose rights were taken away since; some of those have been looked at again.
    await client.query(
      `INSERT INTO second_look (person_id, case_id, state, looked_at)
       SELECT $1, id, CASE WHEN number % 5 = 0 THEN 'stands' ELSE 'waiting' END, CASE WHEN number % 5 = 0 THEN now() END
       FROM "case" WHERE number % 2 = 0 AND state = ANY ($2)`,
      [holder, decided],
    );
    // Some reported twice by the same person.
    await client.query(
      `INSERT INTO report (case_id, account_id, reporter_id, track, age_answer, created_at)
       SELECT case_id, account_id, reporter_id, track, 'no', created_at + interval '1 hour' FROM report WHERE get_byte(uuid_send(case_id), 0) % 3 = 0`,
    );
  });
}

export interface PlainCase {
  number: number;
  id: string;
  state: string;
  priority: bigint;
  reports: number;
  opened: string;
  changed: string;
  due: string | null;
  logged: string | null;
  reportId: string | null;
  life: number;
  isHeldByMe: boolean;
  waitsForAnotherLook: boolean;
  isOverdue: boolean;
}

/** Every case as it is, read by the owner without any of the product's SQL. */
export async function everyCase(database: TestDatabase, actor: UserActor): Promise<PlainCase[]> {
  return withClient(database.ownerUrl, async (client) => {
    const { rows } = await client.query<Omit<PlainCase, "number" | "priority"> & { number: string; priority: string }>(
      `SELECT c.number, c.id, c.state, c.queue_rank AS priority, c.report_count AS reports, c.life,
         to_char(c.opened_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS opened, to_char(c.state_changed_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS changed,
         to_char(c.due_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS due, coalesce(c.held_by = $1 AND c.lease_until > now(), false) AS "isHeldByMe",
         EXISTS (SELECT 1 FROM second_look s WHERE s.case_id = c.id AND s.state = 'waiting') AS "waitsForAnotherLook",
         coalesce(c.due_at < now(), false) AS "isOverdue",
         (SELECT to_char(max(r.created_at) AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') FROM report r WHERE r.case_id = c.id AND r.reporter_id = $1) AS logged,
         (SELECT r.id FROM report r WHERE r.case_id = c.id AND r.reporter_id = $1 ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS "reportId"
       FROM "case" c`,
      [actor.id],
    );
    return rows.map((row) => ({ ...row, number: Number(row.number), priority: BigInt(row.priority) }));
  });
}

const active = ["open", "reopened", "in_review", "second_opinion", "confirmed", "notified", "refused", "unanswered"];
const among =
  (...states: string[]) =>
  (row: PlainCase): boolean =>
    states.includes(row.state);
const belongs: Record<CaseView, (row: PlainCase) => boolean> = {
  active: among(...active),
  to_review: among("open", "reopened"),
  second_opinion: among("second_opinion"),
  mine: (row) => row.isHeldByMe,
  to_notify: among("confirmed"),
  waiting: among("notified", "unanswered"),
  back_again: (row) => active.includes(row.state) && row.life > 1,
  overdue: (row) => active.includes(row.state) && row.isOverdue,
  held: among("draft"),
  look_again: (row) => row.waitsForAnotherLook,
  ended: among("actioned", "closed", "rejected", "undetermined", "merged"),
  logged: (row) => row.logged !== null && !["safeguarding", "erased", "authentic"].includes(row.state),
  lane: among("safeguarding"),
};

export function plainOrder(rows: readonly PlainCase[], view: CaseView, sort: CaseSort, dir: "asc" | "desc"): number[] {
  const tie = (row: PlainCase): string => (sort === "logged" ? (row.reportId ?? "") : row.id);
  const compare = (a: PlainCase, b: PlainCase): number => {
    const [x, y] = [a[sort] ?? "", b[sort] ?? ""];
    if (x !== y) return x < y ? -1 : 1;
    return tie(a) < tie(b) ? -1 : 1;
  };
  const sorted = rows.filter(belongs[view]).sort(compare);
  return (dir === "asc" ? sorted : sorted.reverse()).map((row) => row.number);
}

export function queryOf(actor: UserActor, address: Partial<CaseAddress> & { after?: string | null }): CaseQuery {
  const { after, ...rest } = address;
  const text = caseAddressOf(rest);
  const query = caseQueryFor(actor, loadCaseAddress(after ? `${text === "" ? "?" : `${text}&`}cursor=${after}` : text));
  if (!query) throw new Error("no list");
  return query;
}

export async function walk(
  actor: UserActor,
  address: Partial<CaseAddress>,
  size: number,
  between?: () => Promise<void>,
): Promise<number[]> {
  const seen: number[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCases>> = await listCases(
      actor,
      queryOf(actor, { ...address, after }),
      size,
    );
    expect(page.offset).toBe(seen.length);
    seen.push(...page.rows.map((row) => row.number));
    after = page.next;
    await between?.();
  } while (after !== null);
  return seen;
}
