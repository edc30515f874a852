import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { seedReference } from "@/lib/db/seed-reference";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState, Role } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { resumedFrom } from "@/lib/domain/lane/stay";
import { actorFor, createActor, createCase, createUser } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { endOf } from "@/lib/testing/review-desk";
import { getLane } from "@/lib/queries/get-lane";
import { holdNotices } from "./hold-notices";
import { decideLaneExit, proposeLaneExit } from "./leave-lane";
import { prepareNotice } from "./prepare-notice";
import { purgeEvidence } from "./purge-evidence";
import { referCase } from "./refer-case";
import { safeguardCase } from "./safeguard-case";
import { sendNotice } from "./send-notice";
import { setLaneKind, takeLaneCase } from "./take-lane-case";
import { watchLane } from "./watch-lane";

let database: TestDatabase;
let reporter: UserActor;
let reviewer: UserActor;
let first: UserActor;
let second: UserActor;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));
const row = (id: string) => db().case.findUniqueOrThrow({ where: { id } });
const stay = (id: string) => db().laneStay.findUnique({ where: { caseId: id } });
const guardian = async () => actorFor(await createUser({ roles: ["safeguarding"] }));
const inLane = async (state: CaseState = "open", reason: "possible_minor" | "trafficking" = "possible_minor") => {
  const made = await createCase({ reporter, state });
  await safeguardCase(reviewer, { ref: { id: made.id }, reason });
  return made;
};
/** As time would: the triggers let nobody set the clock. */
const later = (id: string, minutes: number) =>
  asOwner(
    `DO $$ BEGIN ALTER TABLE "case" DISABLE TRIGGER lane_clock;
     UPDATE "case" SET lane_since = lane_since - interval '${String(minutes)} minutes' WHERE id = '${id}';
     ALTER TABLE "case" ENABLE TRIGGER lane_clock; END $$`,
  );
const referral = {
  recipient: "PHAROS",
  kind: "suspected_minor_sexual",
  urgency: "same_hour",
  why: "Le profil annonce dix-sept ans dans sa présentation.",
  publishedAt: null,
  territoryHint: "",
  channelReference: "P-2026-118",
  isContactShared: false,
} as const;

/** How many of the desk's own sessions wait for a lock. */
const waiting = async () => {
  const sql =
    "SELECT count(*)::integer AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  const { rows } = await withClient(database.superuserUrl, (client) => client.query<{ count: number }>(sql));
  return rows[0]?.count;
};
async function until(isThere: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 5000; Date.now() < end;) {
    if (await isThere()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("It did not come in five seconds.");
}
const told = async (person: UserActor) =>
  (await db().notification.findMany({ where: { userId: person.id }, orderBy: { id: "asc" } })).map(({ kind }) => kind);

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  await seedReference();
  await nameOrganisation();
  reporter = await createActor("volunteer");
  reviewer = await createActor("reviewer");
});
beforeEach(async () => {
  await asOwner(`UPDATE "user" SET status = 'suspended' WHERE 'safeguarding' = ANY (roles)`);
  first = await guardian();
  second = await guardian();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

describe("into the lane", () => {
  it("starts a clock that nothing but time moves, and remembers how the case stood and why", async () => {
    const { id } = await inLane("confirmed", "trafficking");
    const before = await row(id);
    expect(before.laneSince).not.toBeNull();
    expect(await stay(id)).toMatchObject({ fromState: "confirmed", kind: "trafficking", hold: "proposed" });
    await change(first, "case.lane_taken", {}, (tx) =>
      tx.case.update({ where: { id }, data: { laneSince: new Date(0) } }),
    );
    expect((await row(id)).laneSince).toEqual(before.laneSince);
  });

  it("takes every other case of the account with it that the desk still works on", async () => {
    const { id, accountId } = await createCase({ reporter, state: "closed" });
    const open = await createCase({ reporter, accountId });
    const ended = await createCase({ reporter, accountId, state: "rejected" });
    await safeguardCase(reviewer, { ref: { id } });
    expect(await Promise.all([id, open.id, ended.id].map(async (one) => (await row(one)).state))).toEqual([
      "safeguarding",
      "safeguarding",
      "rejected",
    ]);
  });

  it("takes the case out of drafts of notices, stops a draft that has no other, and nobody reads why", async () => {
    const [one, other] = [await confirmedCase({ reporter }), await confirmedCase({ reporter })];
    const shape = { kind: "terms_report", channelId: "x-impersonation-form" } as const;
    const both = await prepareNotice(reviewer, { ...shape, caseNumbers: [one.number, other.number] });
    const alone = await prepareNotice(reviewer, { ...shape, caseNumbers: [one.number] });
    const start = await db().auditEntry.aggregate({ _max: { id: true } });
    await safeguardCase(reviewer, { ref: { id: one.id } });
    const notice = (number: number) => db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
    expect(await notice(both.number)).toMatchObject({ state: "draft", version: both.version + 1 });
    expect(await notice(alone.number)).toMatchObject({ state: "discarded" });
    expect(await db().noticeCase.count({ where: { caseId: one.id } })).toBe(0);
    const since = await db().auditEntry.findMany({ where: { id: { gt: start._max.id ?? 0n } } });
    expect(since.map(({ subjectTable }) => subjectTable)).toEqual(
      expect.arrayContaining(["case", "notice", "notice_case"]),
    );
    expect(since.filter(({ isLane }) => !isLane)).toEqual([]);
    expect(
      await endOf(sendNotice(reviewer, { ...both, format: "form_text", sentAt: new Date(), kept: [], reference: "" })),
    ).toBe("conflict:notice_changed");
  });

  it("tells its people within the next round that something came, once, and nobody else", async () => {
    await inLane();
    await watchLane();
    await watchLane();
    expect(await told(first)).toEqual(["lane_case_came"]);
    expect([...(await told(reviewer)), ...(await told(reporter))]).toEqual([]);
    const [word] = await db().notification.findMany({ where: { userId: first.id } });
    expect(word?.params).toEqual({});
  });

  it("tells them once by two workers at once, also where somebody has one of the cases in hand just then", async () => {
    const cases = [await inLane(), await inLane(), await inLane()];
    const timesTold = async (kind: string) => (await told(first)).filter((one) => one === kind).length;
    const bothAtOnce = () =>
      withClient(database.ownerUrl, async (hand) => {
        await hand.query("BEGIN");
        await hand.query("SELECT 1 FROM lane_stay WHERE case_id = $1 FOR UPDATE", [cases[0]?.id]);
        const workers = [watchLane(), watchLane()];
        await until(async () => (await waiting()) === 2);
        await hand.query("COMMIT");
        await Promise.all(workers);
      });
    await bothAtOnce();
    expect(await timesTold("lane_case_came")).toBe(1);
    for (const { id } of cases) await later(id, 45);
    await bothAtOnce();
    await watchLane();
    expect([await timesTold("lane_case_came"), await timesTold("lane_referral_due")]).toEqual([1, 1]);
    // Somebody new to the desk's lane is not told of what the others know; what comes next is told to all.
    await inLane();
    await watchLane();
    expect(await timesTold("lane_case_came")).toBe(2);
  });
});

describe("the purge", () => {
  it("is for the lane's people, says why, and happens once", async () => {
    const { id } = await inLane();
    const purge = (actor: UserActor) => endOf(purgeEvidence(actor, { ref: { id }, reason: "no_image_needed" }));
    for (const role of ["volunteer", "reviewer", "protection", "auditor", "admin"] as const satisfies Role[])
      expect(await purge(await createActor(role)), role).toBe("not_found:case");
    expect([await purge(first), await purge(second)]).toEqual(["done", "conflict:evidence_purged"]);
    const [entry] = await db().auditEntry.findMany({ where: { caseId: id, action: "case.evidence_purged" } });
    expect(entry).toMatchObject({ reason: "no_image_needed", isLane: true });
    expect(Object.keys(entry?.changes as object)).toEqual(["evidence_purged_at"]);
  });

  it("comes by itself after 24 hours in the lane, not before, and not twice", async () => {
    const [old, young] = [await inLane(), await inLane()];
    await later(old.id, 24 * 60 + 1);
    await later(young.id, 24 * 60 - 5);
    await watchLane();
    const { evidencePurgedAt } = await row(old.id);
    expect(evidencePurgedAt).not.toBeNull();
    expect((await row(young.id)).evidencePurgedAt).toBeNull();
    await watchLane();
    expect((await row(old.id)).evidencePurgedAt).toEqual(evidencePurgedAt);
    const entries = await db().auditEntry.findMany({ where: { caseId: old.id, action: "case.evidence_purged" } });
    expect(entries).toMatchObject([{ actor: "job:lane", reason: "after_24_hours" }]);
  });

  it("comes once, and is said once in the trail, however many workers watch", async () => {
    const cases = [await inLane(), await inLane(), await inLane()];
    for (const { id } of cases) await later(id, 24 * 60 + 1);
    await Promise.all([watchLane(), watchLane(), watchLane(), watchLane()]);
    for (const { id } of cases) {
      expect(await db().auditEntry.count({ where: { caseId: id, action: "case.evidence_purged" } })).toBe(1);
      expect((await row(id)).evidencePurgedAt).not.toBeNull();
    }
  });

  it("of an earlier stay is still told to the lane's people once the case is back, and stands in the referral of that stay", async () => {
    const { id } = await inLane();
    await referCase(first, { ref: { id }, referral: { ...referral, referredAt: new Date() } });
    await purgeEvidence(first, { ref: { id }, reason: "authority_answered" });
    const purgedAt = (await row(id)).evidencePurgedAt;
    const leave = async () => {
      await proposeLaneExit(first, { ref: { id }, reason: "sent_by_mistake" });
      await decideLaneExit(second, { ref: { id }, decision: "confirmed" });
    };
    await leave();
    expect((await row(id)).evidencePurgedAt).toBeNull();
    await safeguardCase(reviewer, { ref: { id } });
    await referCase(first, { ref: { id }, referral: { ...referral, recipient: "PROCUREUR", referredAt: new Date() } });
    const back = await getLane(second, { id });
    expect(back).toMatchObject({ purgedAt: null, earlier: [{ purgedAt: purgedAt?.toISOString() }] });
    const recorded = async () =>
      (await getLane(second, { id })).referrals.map(({ recipient, record }) => [
        recipient,
        (JSON.parse(record) as { case_media_purged_at?: string }).case_media_purged_at,
      ]);
    expect(await recorded()).toEqual([
      ["PROCUREUR", undefined],
      [referral.recipient, purgedAt?.toISOString()],
    ]);
    // A third stay, and nothing was purged in the second: both are told, in their order.
    await leave();
    await safeguardCase(reviewer, { ref: { id } });
    await purgeEvidence(second, { ref: { id }, reason: "nothing_to_keep" });
    const last = await getLane(first, { id });
    expect(last.earlier.map((stay) => stay.purgedAt)).toEqual([purgedAt?.toISOString(), null]);
    expect(last.purgedAt).toEqual((await row(id)).evidencePurgedAt?.toISOString());
    expect(await recorded()).toEqual([
      ["PROCUREUR", undefined],
      [referral.recipient, purgedAt?.toISOString()],
    ]);
  });
});

describe("leaving the lane", () => {
  const propose = (actor: UserActor, id: string) =>
    endOf(proposeLaneExit(actor, { ref: { id }, reason: "sent_by_mistake" }));
  const decide = (actor: UserActor, id: string, decision: "confirmed" | "declined" | "withdrawn" = "confirmed") =>
    endOf(decideLaneExit(actor, { ref: { id }, decision }));

  it("takes two of its people: one proposes, another confirms, never the same", async () => {
    const { id } = await inLane();
    expect(await decide(second, id)).toBe("conflict:lane_exit_ended");
    expect(await propose(first, id)).toBe("done");
    expect(await propose(second, id)).toBe("conflict:lane_exit_open");
    expect(await decide(first, id)).toBe("forbidden:second_person_needed");
    expect((await row(id)).state).toBe("safeguarding");
    expect(await decide(second, id)).toBe("done");
    expect(await row(id)).toMatchObject({ state: "open", laneSince: null });
    expect(await stay(id)).toBeNull();
    expect(await told(second)).toEqual(["lane_exit_proposed"]);
    expect(await told(first)).toEqual(["lane_exit_decided"]);
  });

  it("asks both for a factor that was shown of late", async () => {
    const { id } = await inLane();
    const stale = (who: UserActor): UserActor => ({ ...who, session: { id: who.id, confirmedAt: null } });
    expect(await propose(stale(first), id)).toBe("forbidden:step_up_needed");
    await propose(first, id);
    expect(await decide(stale(second), id)).toBe("forbidden:step_up_needed");
    expect(await decide(stale(second), id, "declined")).toBe("done");
  });

  it("is not for somebody whom the first brought in within the week, nor where nobody else is", async () => {
    const { id } = await inLane();
    await asOwner(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [second.id]);
    expect(await propose(first, id)).toBe("conflict:lane_alone");
    const fresh = await guardian();
    await asOwner(
      `INSERT INTO application (user_id, origin, state, decided_at, decided_by) VALUES ($1, 'form', 'admitted', now(), $2)`,
      [fresh.id, first.id],
    );
    expect(await propose(first, id)).toBe("conflict:lane_alone");
    await asOwner(`UPDATE "user" SET status = 'active' WHERE id = $1`, [second.id]);
    expect(await propose(first, id)).toBe("done");
    expect(await decide(fresh, id)).toBe("forbidden:second_person_needed");
    expect(await decide(second, id)).toBe("done");
  });

  it("lapses after seven days, is withdrawn by the first, declined by the second", async () => {
    const { id } = await inLane();
    await propose(first, id);
    expect(await decide(second, id, "withdrawn")).toBe("forbidden:second_person_needed");
    expect(await decide(first, id, "withdrawn")).toBe("done");
    await propose(first, id);
    expect(await decide(second, id, "declined")).toBe("done");
    await propose(first, id);
    await asOwner(
      `DO $$ BEGIN ALTER TABLE lane_exit DISABLE TRIGGER only_ends; UPDATE lane_exit SET expires_at = now() - interval '1 second'
       WHERE case_id = '${id}' AND state = 'open'; ALTER TABLE lane_exit ENABLE TRIGGER only_ends; END $$`,
    );
    expect(await decide(second, id)).toBe("conflict:lane_exit_ended");
    await watchLane();
    const states = await db().laneExit.findMany({ where: { caseId: id }, orderBy: { proposedAt: "asc" } });
    expect(states.map(({ state }) => state)).toEqual(["withdrawn", "declined", "lapsed"]);
    expect((await row(id)).state).toBe("safeguarding");
  });

  it.each([
    "draft",
    "open",
    "reopened",
    "confirmed",
    "notified",
    "actioned",
    "closed",
    "rejected",
    "undetermined",
  ] as const)(
    "a case that was %s goes on as the rule says, and only safeguarding reads that it was here",
    async (state) => {
      const { id } = await inLane(state);
      await propose(first, id);
      await decide(second, id);
      const after = await row(id);
      expect(after.state).toBe(resumedFrom(state));
      expect(after.round).toBe(state === "confirmed" || state === "reopened" ? 2 : 1);
      const entries = await db().auditEntry.findMany({ where: { caseId: id, action: { contains: "lane" } } });
      expect(entries.length).toBeGreaterThan(2);
      expect(entries.every(({ isLane }) => isLane)).toBe(true);
    },
  );

  it("is refused while notices wait, and while another case of the account is open", async () => {
    const { id, accountId } = await inLane("open", "trafficking");
    expect(await propose(first, id)).toBe("conflict:lane_hold_stands");
    await holdNotices(first, { ref: { id }, wanted: "off", reason: "no_danger_seen" });
    const open = await createCase({ reporter, accountId });
    expect(await propose(first, id)).toBe("conflict:account_has_open_case");
    await asOwner(`UPDATE "case" SET state = 'erased', version = version + 1 WHERE id = $1`, [open.id]);
    expect(await propose(first, id)).toBe("done");
  });

  it("is refused by the database itself without the word of two", async () => {
    const { id } = await inLane();
    const move = `UPDATE "case" SET state = 'open', version = version + 1 WHERE id = $1`;
    await expect(asOwner(move, [id])).rejects.toThrow(/two persons/);
    const alone = { caseId: id, reason: "no_danger", proposedBy: first.id, expiresAt: new Date() };
    const decided = { state: "confirmed", decidedBy: second.id, decidedAt: new Date() };
    const write = (data: object) =>
      change(first, "case.lane_left", {}, (tx) => tx.laneExit.create({ data: { ...alone, ...data } }));
    await expect(write(decided)).rejects.toThrow(/begins as a proposal/);
    const { id: exit } = await write({ expiresAt: new Date(Date.now() + 60_000) });
    await expect(
      asOwner(`UPDATE lane_exit SET state = 'confirmed', decided_by = proposed_by, decided_at = now() WHERE id = $1`, [
        exit,
      ]),
    ).rejects.toThrow(/two_persons/);
  });
});

describe("notices about an account that waits", () => {
  it("are prepared and sent by nobody while a hold is proposed or stands, in the same words whatever the reason", async () => {
    const { id, accountId } = await inLane("closed", "trafficking");
    const other = await confirmedCase({ reporter, accountId });
    const prepare = () =>
      prepareNotice(reviewer, { kind: "terms_report", channelId: "x-impersonation-form", caseNumbers: [other.number] });
    expect(await endOf(prepare())).toBe("conflict:restricted_desk");
    await holdNotices(first, { ref: { id }, wanted: "off", reason: "authority_agrees" });
    const draft = await prepare();
    await holdNotices(first, { ref: { id }, wanted: "on", reason: "authority_asked", days: 2 });
    const send = () =>
      sendNotice(reviewer, { ...draft, format: "form_text", sentAt: new Date(), kept: [], reference: "" });
    expect(await endOf(send())).toBe("conflict:restricted_desk");
    await expect(
      asOwner(`UPDATE notice SET state = 'sent', version = version + 1 WHERE number = $1`, [draft.number]),
    ).rejects.toThrow(/restricted desk/);
    await asOwner(`UPDATE lane_stay SET hold_until = now() - interval '1 minute' WHERE case_id = $1`, [id]);
    expect(await endOf(send())).toBe("done");
  });

  it("wait for trafficking and threats by the kind alone, and a person's decision outlives a change of kind", async () => {
    const { id } = await inLane();
    expect(await stay(id)).toMatchObject({ hold: "none" });
    await setLaneKind(first, { ref: { id }, kind: "threat_to_life" });
    expect(await stay(id)).toMatchObject({ kind: "threat_to_life", hold: "proposed" });
    await holdNotices(first, { ref: { id }, wanted: "on", reason: "person_in_danger", days: 30 });
    await setLaneKind(first, { ref: { id }, kind: "possible_minor" });
    expect(await stay(id)).toMatchObject({ kind: "possible_minor", hold: "on" });
    expect(await endOf(holdNotices(first, { ref: { id }, wanted: "on", reason: "person_in_danger", days: 31 }))).toBe(
      "invalid_input:lane_hold_days",
    );
  });
});

describe("a referral", () => {
  it("is recorded with channel, reference and time, and its words are never readable in the trail", async () => {
    const { id } = await inLane();
    const referredAt = new Date();
    await referCase(first, { ref: { id }, referral: { ...referral, referredAt } });
    expect(await db().safetyReferral.findFirst({ where: { caseId: id } })).toMatchObject({
      ...referral,
      referredAt,
      referredBy: first.id,
    });
    const [entry] = await db().auditEntry.findMany({ where: { caseId: id, subjectTable: "safety_referral" } });
    expect(entry).toMatchObject({ isLane: true });
    expect(JSON.stringify(entry?.changes)).not.toMatch(/dix-sept|P-2026-118/);
  });

  it("is asked for once before the hour is over, and not where it was made", async () => {
    const [late, made] = [await inLane(), await inLane()];
    await referCase(first, { ref: { id: made.id }, referral: { ...referral, referredAt: new Date() } });
    await later(made.id, 45);
    await watchLane();
    expect(await told(first)).not.toContain("lane_referral_due");
    await later(late.id, 45);
    await watchLane();
    await watchLane();
    expect((await told(first)).filter((kind) => kind === "lane_referral_due")).toHaveLength(1);
  });

  it("does not tell the platform while notices wait", async () => {
    const { id } = await inLane("open", "trafficking");
    const toPlatform = { ...referral, recipient: "PLATFORM_CSAM_FORM", referredAt: new Date() } as const;
    expect(await endOf(referCase(first, { ref: { id }, referral: toPlatform }))).toBe("conflict:lane_platform_held");
    expect(await endOf(referCase(first, { ref: { id }, referral: { ...toPlatform, recipient: "PROCUREUR" } }))).toBe(
      "done",
    );
  });

  it("does not exist for anybody else, nor about a case that is not in the lane", async () => {
    const [{ id }, open] = [await inLane(), await createCase({ reporter })];
    const refer = (actor: UserActor, caseId: string) =>
      endOf(referCase(actor, { ref: { id: caseId }, referral: { ...referral, referredAt: new Date() } }));
    for (const role of ["volunteer", "reviewer", "protection", "auditor", "admin"] as const)
      expect(await refer(await createActor(role), id), role).toBe("not_found:case");
    expect(await refer(first, open.id)).toBe("not_found:case");
    await expect(takeLaneCase(reviewer, { ref: { id }, isMine: true })).rejects.toThrow(DomainError);
    await takeLaneCase(first, { ref: { id }, isMine: true });
    expect(await stay(id)).toMatchObject({ takenBy: first.id });
  });
});
