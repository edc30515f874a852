import { afterAll, beforeAll, expect, it } from "vitest";
import type { UserActor } from "@/lib/domain/access/actor";
import { createActor, createCase } from "@/lib/testing/factories";
import { openReviewDesk } from "@/lib/testing/review-desk";
import { db } from "@/lib/db/client";
import { decideLaneExit, proposeLaneExit } from "./leave-lane";
import { purgeAgain } from "./purge-again";
import { purgeEvidence } from "./purge-evidence";
import { safeguardCase } from "./safeguard-case";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let people: readonly [UserActor, UserActor];
let reporter: UserActor;
let reviewer: UserActor;

beforeAll(async () => {
  desk = await openReviewDesk();
  people = [await createActor("safeguarding"), await createActor("safeguarding")];
  [reporter, reviewer] = [await createActor("volunteer"), await createActor("reviewer")];
});
afterAll(() => desk.close());

/** Every kind of evidence that a case can have without a mandate, as its own tables keep it. */
const tables = ["redirect_trace", "observable", "fingerprint"] as const;
const addAll = async (id: string, seed: number) => {
  await desk.asOwner(
    `INSERT INTO redirect_trace (case_id, started_at, ended_at, asked, hops, ended_because)
     VALUES ($1, now(), now(), 'https://example.org', '[{}]', 'answered')`,
    [id],
  );
  await desk.asOwner(
    `INSERT INTO observable (case_id, kind, subkind, value_key, held, value, source, added_by)
     VALUES ($1, 'domain', 'domain', sha256($2::text::bytea), 'clear', 'example.org', 'reviewer', '{}')`,
    [id, String(seed)],
  );
  await desk.asOwner(
    `INSERT INTO fingerprint (case_id, kind, hash, quality) VALUES ($1, 'profile_picture', $2::integer::bit(32)::text::bit(256), 90)`,
    [id, seed],
  );
};
/** What the application itself finds of a case, and what the owner finds locked away. */
const found = async (id: string) => {
  const seen: number[] = [];
  for (const table of tables) {
    const [row] = await db().$queryRawUnsafe<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM ${table} WHERE case_id = $1::uuid`,
      id,
    );
    seen.push(row?.n ?? -1);
  }
  const locked: number[] = [];
  for (const table of tables) {
    const { rows } = await desk.asOwner(`SELECT count(*)::integer AS n FROM locked_${table} WHERE case_id = $1`, [id]);
    locked.push((rows as { n: number }[])[0]?.n ?? -1);
  }
  return { seen, locked };
};
const leave = async (id: string) => {
  await proposeLaneExit(people[0], { ref: { id }, reason: "sent_by_mistake" });
  await decideLaneExit(people[1], { ref: { id }, decision: "confirmed" });
};

it("every kind of evidence is locked as the case enters the lane, is there again as it leaves, and is gone for good once purged", async () => {
  const { id } = await createCase({ reporter });
  await addAll(id, 1);
  expect(await found(id)).toEqual({ seen: [1, 1, 1], locked: [0, 0, 0] });
  await safeguardCase(reviewer, { ref: { id } });
  expect(await found(id)).toEqual({ seen: [0, 0, 0], locked: [1, 1, 1] });
  await expect(addAll(id, 2)).rejects.toThrow(/no evidence is added/);
  await leave(id);
  expect(await found(id)).toEqual({ seen: [1, 1, 1], locked: [0, 0, 0] });

  await safeguardCase(reviewer, { ref: { id } });
  await purgeEvidence(people[0], { ref: { id }, reason: "no_image_needed" });
  expect(await found(id)).toEqual({ seen: [0, 0, 0], locked: [0, 0, 0] });
  await leave(id);
  expect(await found(id)).toEqual({ seen: [0, 0, 0], locked: [0, 0, 0] });

  // What is added afterwards is locked and comes back like the first.
  await addAll(id, 3);
  await safeguardCase(reviewer, { ref: { id } });
  expect(await found(id)).toEqual({ seen: [0, 0, 0], locked: [1, 1, 1] });
  await leave(id);
  expect(await found(id)).toEqual({ seen: [1, 1, 1], locked: [0, 0, 0] });
});

it("what was added since a restored backup was purged outlasts the lane, and can be purged there", async () => {
  const { id } = await createCase({ reporter });
  await addAll(id, 5);
  await purgeAgain({ kind: "operator", requestId: "restore" }, [id], []);
  expect(await found(id)).toEqual({ seen: [0, 0, 0], locked: [0, 0, 0] });
  await addAll(id, 6);
  await safeguardCase(reviewer, { ref: { id } });
  expect(await found(id)).toEqual({ seen: [0, 0, 0], locked: [1, 1, 1] });
  await leave(id);
  expect(await found(id)).toEqual({ seen: [1, 1, 1], locked: [0, 0, 0] });
  await purgeAgain({ kind: "operator", requestId: "restore" }, [id], []);
  await addAll(id, 7);
  await safeguardCase(reviewer, { ref: { id } });
  await purgeEvidence(people[0], { ref: { id }, reason: "no_image_needed" });
  expect(await found(id)).toEqual({ seen: [0, 0, 0], locked: [0, 0, 0] });
});

it("the application's role has no right of any kind on what is locked", async () => {
  const { rows } = await desk.asOwner(
    `SELECT t.tablename, has_table_privilege(s.value, 'public.' || t.tablename, 'SELECT, INSERT, UPDATE, DELETE') AS may
     FROM pg_tables t, trail_setting s WHERE s.key = 'app_role' AND t.schemaname = 'public' AND t.tablename LIKE 'locked%'`,
  );
  expect(rows.length).toBeGreaterThan(3);
  expect((rows as { may: boolean }[]).filter(({ may }) => may)).toEqual([]);
});

it("of evidence that was locked, unlocked or purged the trail tells nobody but safeguarding", async () => {
  const { id } = await createCase({ reporter });
  await addAll(id, 4);
  const [start] = await db().$queryRaw<{ id: bigint }[]>`SELECT max(id) AS id FROM audit_entry`;
  await safeguardCase(reviewer, { ref: { id } });
  await leave(id);
  const entries = await db().auditEntry.findMany({ where: { id: { gt: start?.id ?? 0n } } });
  expect(entries.map(({ subjectTable }) => subjectTable)).toEqual(expect.arrayContaining([...tables.slice(0, 2)]));
  expect(entries.filter(({ isLane }) => !isLane)).toEqual([]);
});
