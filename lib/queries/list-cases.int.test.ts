import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, Prisma, useDatabase } from "@/lib/db/client";
import { getCaseSnapshots } from "@/lib/db/case-facts";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import { roles, type Role } from "@/lib/domain/case/vocabulary";
import { caseAddressOf, type CaseAddress, type CaseQuery, caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";
import { type CaseSort, type CaseView, sortDirections, sortsOfView, viewsOf } from "@/lib/tables/case-views";
import { person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { countChanges } from "./count-changes";
import { countOutside } from "./count-rows";
import { countViews } from "./count-views";
import { listCases } from "./list-cases";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let guardian: UserActor;

/** Cases of every state, with many equal ranks, times and counts, so that ties decide pages. */
async function seed(cases: number, reporters: readonly string[], holder: string): Promise<void> {
  await withClient(database.ownerUrl, async (client) => {
    await client.query("INSERT INTO platform (id, name) VALUES ('x', 'X'), ('instagram', 'Instagram') ON CONFLICT DO NOTHING");
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
    // Some reported twice by the same person.
    await client.query(
      `INSERT INTO report (case_id, account_id, reporter_id, track, age_answer, created_at)
       SELECT case_id, account_id, reporter_id, track, 'no', created_at + interval '1 hour' FROM report WHERE get_byte(uuid_send(case_id), 0) % 3 = 0`,
    );
  });
}

interface Plain {
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
  isOverdue: boolean;
}

/** Every case as it is, read by the owner without any of the product's SQL. */
async function everything(actor: UserActor): Promise<Plain[]> {
  return withClient(database.ownerUrl, async (client) => {
    const { rows } = await client.query<Omit<Plain, "number" | "priority"> & { number: string; priority: string }>(
      `SELECT c.number, c.id, c.state, c.queue_rank AS priority, c.report_count AS reports, c.life,
         to_char(c.opened_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS opened, to_char(c.state_changed_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS changed,
         to_char(c.due_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS due, coalesce(c.held_by = $1 AND c.lease_until > now(), false) AS "isHeldByMe",
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
  (row: Plain): boolean =>
    states.includes(row.state);
const belongs: Record<CaseView, (row: Plain) => boolean> = {
  active: among(...active),
  to_review: among("open", "reopened"),
  second_opinion: among("second_opinion"),
  mine: (row) => row.isHeldByMe,
  to_notify: among("confirmed"),
  waiting: among("notified", "unanswered"),
  back_again: (row) => active.includes(row.state) && row.life > 1,
  overdue: (row) => active.includes(row.state) && row.isOverdue,
  held: among("draft"),
  ended: among("actioned", "closed", "rejected", "undetermined", "merged"),
  logged: (row) => row.logged !== null && !["safeguarding", "erased", "authentic"].includes(row.state),
  lane: among("safeguarding"),
};

function plainOrder(rows: readonly Plain[], view: CaseView, sort: CaseSort, dir: "asc" | "desc"): number[] {
  const tie = (row: Plain): string => (sort === "logged" ? (row.reportId ?? "") : row.id);
  const compare = (a: Plain, b: Plain): number => {
    const [x, y] = [a[sort] ?? "", b[sort] ?? ""];
    if (x !== y) return x < y ? -1 : 1;
    return tie(a) < tie(b) ? -1 : 1;
  };
  const sorted = rows.filter(belongs[view]).sort(compare);
  return (dir === "asc" ? sorted : sorted.reverse()).map((row) => row.number);
}

function queryOf(actor: UserActor, address: Partial<CaseAddress> & { after?: string | null }): CaseQuery {
  const { after, ...rest } = address;
  const text = caseAddressOf(rest);
  const query = caseQueryFor(actor, loadCaseAddress(after ? `${text === "" ? "?" : `${text}&`}cursor=${after}` : text));
  if (!query) throw new Error("no list");
  return query;
}

async function walk(actor: UserActor, address: Partial<CaseAddress>, size: number, between?: () => Promise<void>): Promise<number[]> {
  const seen: number[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCases>> = await listCases(actor, queryOf(actor, { ...address, after }), size);
    expect(page.offset).toBe(seen.length);
    seen.push(...page.rows.map((row) => row.number));
    after = page.next;
    await between?.();
  } while (after !== null);
  return seen;
}

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await person("Nadia", "reviewer");
  volunteer = await person("Vesna", "volunteer");
  guardian = await person("Gaëlle", "safeguarding");
  const other = await person("Oskar", "reviewer");
  await seed(510, [volunteer.id, reviewer.id, other.id], reviewer.id);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("pages", () => {
  const everyList = (actor: () => UserActor, kinds: Role[]) =>
    viewsOf({ kind: "user", id: "", pseudonym: "", roles: kinds, requestId: "" }).flatMap((view) =>
      sortsOfView[view].flatMap((sort) => sortDirections.map((dir) => ({ actor, view, sort, dir, who: kinds.join("+") }))),
    );

  it.each([
    ...everyList(() => reviewer, ["reviewer"]),
    ...everyList(() => volunteer, ["volunteer"]),
    ...everyList(() => guardian, ["safeguarding"]),
  ])("give the rows of $view by $sort $dir to a $who in plain order, through all pages", async ({ actor, view, sort, dir }) => {
    const expected = plainOrder(await everything(actor()), view, sort, dir);
    expect(expected.length).toBeGreaterThan(view === "mine" ? 3 : 9);
    expect(await walk(actor(), { view, sort, dir }, 7)).toEqual(expected);
  });

  it("lead back over the same rows that they led on over", async () => {
    const address = { view: "active", sort: "reports", dir: "desc" } as const;
    const pages: number[][] = [];
    let after: string | null = null;
    let last: Awaited<ReturnType<typeof listCases>> | undefined;
    for (let page = 0; page < 5; page += 1) {
      last = await listCases(reviewer, queryOf(reviewer, { ...address, after }), 20);
      pages.push(last.rows.map((row) => row.number));
      after = last.next;
    }
    for (let page = 3; page >= 0; page -= 1) {
      last = await listCases(reviewer, queryOf(reviewer, { ...address, after: last?.previous ?? "" }), 20);
      expect(last.rows.map((row) => row.number)).toEqual(pages[page]);
      expect(last.offset).toBe(page * 20);
    }
    expect(last?.previous).toBeNull();
  });

  it("have no gap and no double while rows come in before, between and after", async () => {
    const before = plainOrder(await everything(reviewer), "to_review", "priority", "desc");
    let ordinal = 0;
    const between = async () => {
      ordinal += 1;
      await withClient(database.ownerUrl, (client) =>
        client.query(
          `WITH a AS (INSERT INTO account (platform_id, handle, handle_key, profile_url)
             SELECT 'x', 'late_' || $1 || '_' || i, 'late_' || $1 || '_' || i, 'https://x.com/l' FROM generate_series(1, 3) i RETURNING id)
           INSERT INTO "case" (account_id, platform_id, state, track, queue_rank)
           SELECT id, 'x', 'open', 'redirecting_bot', (random() * 30)::integer * 43200 - 1700000000 FROM a`,
          [String(ordinal)],
        ),
      );
    };
    const seen = await walk(reviewer, { view: "to_review" }, 9, between);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((number) => before.includes(number))).toEqual(before);
  });

  it("begin anew for a cursor that was tampered with or made for another sort", async () => {
    const first = await listCases(reviewer, queryOf(reviewer, { view: "active" }), 5);
    const spoilt = [first.next?.slice(0, -6) ?? "", "x".repeat(60), btoa("opened|on|0|2024-02-31T00:00:00.000000Z|not-an-id")];
    for (const after of spoilt) {
      expect((await listCases(reviewer, queryOf(reviewer, { view: "active", after }), 5)).rows).toEqual(first.rows);
    }
    const otherSort = queryOf(reviewer, { view: "active", sort: "opened", after: first.next });
    expect(otherSort.cursor).toBeNull();
  });

  it("read by an index in the order of the list, for every view and sort", async () => {
    const { orderSql, rowsWhere, viewSource } = await import("./case-sql");
    await withClient(database.ownerUrl, (client) => client.query('ANALYZE "case"; ANALYZE report; ANALYZE account'));
    for (const actor of [reviewer, volunteer, guardian]) {
      for (const view of viewsOf(actor).filter((one) => one !== "mine")) {
        for (const sort of sortsOfView[view]) {
          const plan = await db().$transaction(async (tx) => {
            // The tables here are small enough to be scanned; at their real size they are not.
            await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
            await tx.$executeRaw`SET LOCAL enable_bitmapscan = off`;
            await tx.$executeRaw`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;
            const rows = await tx.$queryRaw<{ "QUERY PLAN": string }[]>(Prisma.sql`EXPLAIN SELECT c.id FROM ${viewSource(view)}
              WHERE ${rowsWhere(actor, view, queryOf(actor, { view }))} ORDER BY ${orderSql(sort, "desc")} LIMIT 51`);
            return rows.map((row) => row["QUERY PLAN"]).join("\n");
          });
          expect(plan, `${view} by ${sort}`).not.toMatch(/Sort Key|Seq Scan/);
        }
      }
    }
  });
});

describe("scopes", () => {
  const combinations: Role[][] = [...roles.map((role) => [role]), ["volunteer", "safeguarding"], ["reviewer", "safeguarding"], ["volunteer", "protection"], []];

  it.each(combinations.map((held) => ({ held, who: held.join("+") || "nobody" })))(
    "hold for $who exactly the cases that the policy opens",
    async ({ held }) => {
      const actor: UserActor = { ...volunteer, roles: held };
      const ids = (await everything(actor)).map((row) => row.id);
      const opened = (await getCaseSnapshots(db(), actor, ids)).filter((one) => can(actor, "case:read", one.facts)).map((one) => one.number);
      const scoped = await db().$queryRaw<{ number: bigint }[]>(Prisma.sql`SELECT c.number FROM "case" c WHERE ${visibleCases(actor)} ORDER BY c.number`);
      expect(scoped.map((row) => Number(row.number))).toEqual(opened.sort((a, b) => a - b));

      const listed = new Set<number>();
      for (const view of viewsOf(actor)) for (const number of await walk(actor, { view }, 200)) listed.add(number);
      expect([...listed].filter((number) => !opened.includes(number))).toEqual([]);
      if (held.includes("volunteer") || held.includes("reviewer")) {
        expect(opened.filter((number) => !listed.has(number))).toEqual([]);
      }
    },
  );

  it("never list nor count a lane case for anyone but safeguarding", async () => {
    const lane = plainOrder(await everything(reviewer), "lane", "priority", "desc");
    expect(lane.length).toBeGreaterThan(10);
    for (const role of roles.filter((one) => one !== "safeguarding")) {
      const actor: UserActor = { ...volunteer, roles: [role] };
      expect(viewsOf(actor)).not.toContain("lane");
      expect((await countViews(actor)).lane).toBeUndefined();
      for (const view of viewsOf(actor)) {
        const numbers = await walk(actor, { view }, 200);
        expect(numbers.filter((number) => lane.includes(number))).toEqual([]);
        const count = (await countViews(actor))[view];
        if (count && !count.isCapped) expect(count.value, `${role} ${view}`).toBe(numbers.length);
      }
      if (viewsOf(actor)[0] !== undefined) {
        const asked = queryOf(actor, { state: ["safeguarding"] });
        expect((await listCases(actor, asked)).rows).toEqual([]);
        for (const q of [String(lane[0]), `seeded_`]) {
          const found = (await listCases(actor, queryOf(actor, { q }), 1000)).rows.map((row) => row.number);
          expect(found.filter((number) => lane.includes(number))).toEqual([]);
        }
      }
    }
    expect((await countViews(guardian)).lane?.value).toBe(lane.length);
  });

  it("give a volunteer the cases that they logged and no others", async () => {
    const own = plainOrder(await everything(volunteer), "logged", "logged", "desc");
    expect(viewsOf(volunteer)).toEqual(["logged"]);
    expect(await walk(volunteer, {}, 50)).toEqual(own);
    expect((await countViews(volunteer)).logged).toEqual({ value: own.length, isCapped: false });
    const stranger = await person("Stella", "volunteer");
    expect((await listCases(stranger, queryOf(stranger, { q: "seeded" }))).rows).toEqual([]);
  });
});

describe("filters", () => {
  it("narrow a view by every field at once and find a case by its number or a part of its handle", async () => {
    const by = async (address: Partial<CaseAddress>) => (await listCases(reviewer, queryOf(reviewer, address), 1000)).rows;
    const bots = await by({ view: "active", track: "redirecting_bot", platform: ["instagram"], state: ["open", "notified"] });
    expect(bots.length).toBeGreaterThan(2);
    expect(bots.every((row) => row.track === "redirecting_bot" && row.platform === "instagram" && ["open", "notified"].includes(row.state))).toBe(true);
    const [first] = await by({ view: "to_review" });
    expect((await by({ view: "active", q: `#${String(first?.number)}` })).map((row) => row.number)).toEqual([first?.number]);
    expect((await by({ view: "active", q: first?.handle.slice(2).toUpperCase() ?? "" })).map((row) => row.number)).toContain(first?.number);
    expect(await by({ view: "active", q: "%" })).toEqual([]);
    expect(await by({ view: "active", q: "s_eded" })).toEqual([]);
  });

  it("find an account by a handle that it no longer has", async () => {
    const [row] = (await listCases(reviewer, queryOf(reviewer, { view: "to_review" }))).rows;
    await withClient(database.ownerUrl, (client) =>
      client.query(
        `INSERT INTO account_handle (account_id, handle, valid_from, valid_to) SELECT account_id, 'former_name', now(), now() FROM "case" WHERE id = $1`,
        [row?.id],
      ),
    );
    const found = (await listCases(reviewer, queryOf(reviewer, { view: "active", q: "FORMER_n" }))).rows;
    expect(found.map((one) => one.number)).toEqual([row?.number]);
  });

  it("say how many cases lie outside them when nothing is left inside", async () => {
    const query = queryOf(reviewer, { view: "to_notify", track: "redirecting_bot", q: "seeded_1" });
    expect((await countOutside(reviewer, query)).value).toBeGreaterThan(50);
    expect((await countOutside(reviewer, { ...query, q: "nothing_like_it" })).value).toBe(0);
  });
});

describe("what has changed", () => {
  it("counts rows that changed, left or came in, once each, and nothing else", async () => {
    const query = queryOf(reviewer, { view: "second_opinion" });
    const page = await listCases(reviewer, query);
    const seen = page.rows.map(({ number, version }) => ({ number, version }));
    expect(await countChanges(reviewer, query, page.asOf, seen)).toBe(0);
    const [first, second] = page.rows;
    await withClient(database.ownerUrl, async (client) => {
      await client.query(`UPDATE "case" SET state = 'confirmed', version = version + 1, state_changed_at = clock_timestamp() WHERE id = $1`, [first?.id]);
      await client.query(`UPDATE "case" SET state = 'safeguarding', version = version + 1, state_changed_at = clock_timestamp() WHERE id = $1`, [second?.id]);
      await client.query(`UPDATE "case" SET state = 'second_opinion', version = version + 1, state_changed_at = clock_timestamp()
        WHERE id = (SELECT id FROM "case" WHERE state = 'in_review' LIMIT 1)`);
      await client.query(`UPDATE "case" SET state = 'in_review', held_by = $1, lease_until = now(), version = version + 1, state_changed_at = clock_timestamp()
        WHERE id = (SELECT id FROM "case" WHERE state = 'open' LIMIT 1)`, [reviewer.id]);
    });
    expect(await countChanges(reviewer, query, page.asOf, seen)).toBe(3);
  });
});
