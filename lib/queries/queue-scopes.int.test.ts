import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { getCaseSnapshots } from "@/lib/db/case-facts";
import { closeDb, db, Prisma, useDatabase } from "@/lib/db/client";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import { roles, type Role } from "@/lib/domain/case/vocabulary";
import type { CaseAddress } from "@/lib/tables/case-filters";
import { viewsOf } from "@/lib/tables/case-views";
import { person } from "@/lib/testing/review-desk";
import { everyCase, plainOrder, queryOf, seedQueue, walk } from "@/lib/testing/seeded-queue";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { countChanges } from "./count-changes";
import { countOutside } from "./count-rows";
import { countViews } from "./count-views";
import { listCases } from "./list-cases";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let guardian: UserActor;
const everything = (actor: UserActor) => everyCase(database, actor);

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await person("Nadia", "reviewer");
  volunteer = await person("Vesna", "volunteer");
  guardian = await person("Gaëlle", "safeguarding");
  const other = await person("Oskar", "reviewer");
  await seedQueue(database, 510, [volunteer.id, reviewer.id, other.id], reviewer.id);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("scopes", () => {
  const combinations: Role[][] = [
    ...roles.map((role) => [role]),
    ["volunteer", "safeguarding"],
    ["reviewer", "safeguarding"],
    ["volunteer", "protection"],
    [],
  ];

  it.each(combinations.map((held) => ({ held, who: held.join("+") || "nobody" })))(
    "hold for $who exactly the cases that the policy opens",
    async ({ held }) => {
      const actor: UserActor = { ...volunteer, roles: held };
      const ids = (await everything(actor)).map((row) => row.id);
      const opened = (await getCaseSnapshots(db(), actor, ids))
        .filter((one) => can(actor, "case:read", one.facts))
        .map((one) => one.number);
      const scoped = await db().$queryRaw<{ number: bigint }[]>(
        Prisma.sql`SELECT c.number FROM "case" c WHERE ${visibleCases(actor)} ORDER BY c.number`,
      );
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
    const by = async (address: Partial<CaseAddress>) =>
      (await listCases(reviewer, queryOf(reviewer, address), 1000)).rows;
    const bots = await by({
      view: "active",
      track: "redirecting_bot",
      platform: ["instagram"],
      state: ["open", "notified"],
    });
    expect(bots.length).toBeGreaterThan(2);
    expect(
      bots.every(
        (row) =>
          row.track === "redirecting_bot" && row.platform === "instagram" && ["open", "notified"].includes(row.state),
      ),
    ).toBe(true);
    const [first] = await by({ view: "to_review" });
    expect((await by({ view: "active", q: `#${String(first?.number)}` })).map((row) => row.number)).toEqual([
      first?.number,
    ]);
    expect(
      (await by({ view: "active", q: first?.handle.slice(2).toUpperCase() ?? "" })).map((row) => row.number),
    ).toContain(first?.number);
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
      await client.query(
        `UPDATE "case" SET state = 'confirmed', version = version + 1, state_changed_at = clock_timestamp() WHERE id = $1`,
        [first?.id],
      );
      await client.query(
        `UPDATE "case" SET state = 'safeguarding', version = version + 1, state_changed_at = clock_timestamp() WHERE id = $1`,
        [second?.id],
      );
      await client.query(`UPDATE "case" SET state = 'second_opinion', version = version + 1, state_changed_at = clock_timestamp()
        WHERE id = (SELECT id FROM "case" WHERE state = 'in_review' LIMIT 1)`);
      await client.query(
        `UPDATE "case" SET state = 'in_review', held_by = $1, lease_until = now(), version = version + 1, state_changed_at = clock_timestamp()
        WHERE id = (SELECT id FROM "case" WHERE state = 'open' LIMIT 1)`,
        [reviewer.id],
      );
    });
    expect(await countChanges(reviewer, query, page.asOf, seen)).toBe(3);
  });
});
