import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Classification } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { loggedCase, person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { admitCase } from "./admit-case";
import { claimCase } from "./claim-case";
import { discardCase } from "./discard-case";
import { eraseCase } from "./erase-case";
import { giveOpinion } from "./give-opinion";
import { giveOpinions } from "./give-opinions";
import { lapseAuthentic } from "./lapse-authentic";
import { releaseCase } from "./release-case";
import { reopenCase } from "./reopen-case";
import { safeguardCase } from "./safeguard-case";
import { saveOpinionDraft } from "./save-opinion-draft";
import { withdrawOpinion } from "./withdraw-opinion";

let database: TestDatabase;
let logger: UserActor, ada: UserActor, ben: UserActor, cleo: UserActor, dora: UserActor;
const strong = { stolen_photo_scammer: ["SPS-01"], redirecting_bot: ["RB-03"], authentic: [], other_abuse: [], undetermined: [] };

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  logger = await person("Logger", "volunteer");
  ada = await person("Ada", "reviewer");
  ben = await person("Ben", "reviewer");
  cleo = await person("Cleo", "reviewer");
  dora = await person("Dora", "protection");
});

afterAll(async () => {
  await closeDb();
  await database.drop();
});

const row = (id: string) => db().case.findUniqueOrThrow({ where: { id } });
const asOwner = (sql: string, values: unknown[] = []) => withClient(database.ownerUrl, (client) => client.query(sql, values));
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return `${error.code}:${error.reason}`;
    throw error;
  }
};
/** Makes an opinion older than it is, as time would. */
const age = (caseId: string, hours: number) =>
  asOwner(
    `DO $$ BEGIN ALTER TABLE opinion DISABLE TRIGGER opinion_rules; UPDATE opinion SET created_at = created_at - interval '${String(hours)} hours'
     WHERE case_id = '${caseId}'; ALTER TABLE opinion ENABLE TRIGGER opinion_rules; END $$`,
  );
async function opine(actor: UserActor, id: string, classification: Classification, note = "") {
  const claimed = await claimCase(actor, { ref: { id } });
  return giveOpinion(actor, { ref: { id }, expectedVersion: claimed.version, classification, reasons: strong[classification], note });
}

describe("two opinions", () => {
  it("make a first one wait, and give the case back to the queue", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const given = await opine(ada, id, "stolen_photo_scammer");
    expect(given).toMatchObject({ state: "second_opinion", isDecided: false });
    expect(await row(id)).toMatchObject({ state: "second_opinion", heldBy: null, leaseUntil: null, classification: null, decidedBy: null });
    expect(await db().decision.count({ where: { caseId: id } })).toBe(0);
  });

  it.each([
    ["stolen_photo_scammer", "confirmed"],
    ["redirecting_bot", "confirmed"],
    ["other_abuse", "rejected"],
    ["undetermined", "undetermined"],
  ] as const)("that both say %s lead to %s", async (classification, state) => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, classification);
    expect(await opine(ben, id, classification)).toMatchObject({ state, isDecided: true });
    const after = await row(id);
    expect(after).toMatchObject({ state, classification, decidedBy: "two_persons", heldBy: null });
    expect(after.track).toBe(classification === "redirecting_bot" ? "redirecting_bot" : "stolen_photo_scammer");
    expect(await db().decision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({ classification, basis: "two_agree", round: 1 });
  });

  it("that both say authentic erase the case at once and leave a keyed marker and a tombstone", async () => {
    const { id, accountId, handle } = await loggedCase({ reporter: logger, observed: "seen on the page" });
    await opine(ada, id, "authentic", "a note");
    expect(await opine(ben, id, "authentic")).toMatchObject({ state: "erased", isDecided: true });
    expect(await row(id)).toMatchObject({ state: "erased", signals: {}, classification: null });
    const account = await db().account.findUniqueOrThrow({ where: { id: accountId } });
    expect(JSON.stringify(account)).not.toContain(handle);
    const kept = JSON.stringify([await db().report.findMany({ where: { caseId: id } }), await db().opinion.findMany({ where: { caseId: id } })]);
    expect(kept).not.toContain("seen on the page");
    expect(kept).not.toContain("a note");
    expect(await db().authenticMarker.count()).toBe(2);
  });

  it("that differ wait for a third person, whose agreement with one of them decides", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "stolen_photo_scammer");
    expect(await opine(ben, id, "other_abuse")).toMatchObject({ state: "second_opinion", isDecided: false });
    expect(await opine(cleo, id, "other_abuse")).toMatchObject({ state: "rejected" });
    expect(await db().decision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({ basis: "two_of_three" });
  });

  it("and a third that differs from both leave the case undetermined", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "stolen_photo_scammer");
    await opine(ben, id, "other_abuse");
    expect(await opine(cleo, id, "redirecting_bot")).toMatchObject({ state: "undetermined" });
    expect(await db().decision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({ classification: "undetermined", basis: "three_differ" });
  });

  it("never come from one person, nor the second from whoever logged the case", async () => {
    const { id } = await loggedCase({ reporter: ben });
    await opine(ada, id, "undetermined");
    expect(await codeOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
    expect(await codeOf(claimCase(ben, { ref: { id } }))).toBe("forbidden:reporter_gives_no_second");
  });
});

describe("giving an opinion", () => {
  it("needs the live lease", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    const opinion = { ref: { id }, expectedVersion: version, classification: "undetermined", reasons: [], note: "" } as const;
    expect(await codeOf(giveOpinion(ben, { ...opinion, reasons: [] }))).toBe("forbidden:lease_needed");
    await asOwner(`UPDATE "case" SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);
    expect(await codeOf(giveOpinion(ada, { ...opinion, reasons: [] }))).toBe("forbidden:lease_needed");
  });

  it("needs one strong signal of the fake that it names, and knows every signal by its code", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    const give = (classification: Classification, reasons: string[]) =>
      codeOf(giveOpinion(ada, { ref: { id }, expectedVersion: version, classification, reasons, note: "" }));
    expect(await give("stolen_photo_scammer", ["SPS-05", "RB-03"])).toBe("invalid_input:strong_signal_missing");
    expect(await give("undetermined", ["SPS-77"])).toBe("invalid_input:unknown_signal");
    expect(await give("stolen_photo_scammer", ["SPS-05", "SPS-01", "SPS-01"])).toBe("done");
    expect(await db().opinion.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({ reasons: ["SPS-01", "SPS-05"] });
  });

  it("lets one of ten simultaneous submissions win, and gives nine a conflict", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        codeOf(giveOpinion(ada, { ref: { id }, expectedVersion: version, classification: "undetermined", reasons: [], note: "" })),
      ),
    );
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(results.filter((result) => result === "conflict:case_changed")).toHaveLength(9);
    expect(await db().opinion.count({ where: { caseId: id } })).toBe(1);
  });

  it("is refused with a conflict to a holder whose lease has passed to another, whoever is quicker", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { id } = await loggedCase({ reporter: logger });
      const { version } = await claimCase(ada, { ref: { id } });
      await asOwner(`UPDATE "case" SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);
      const taken = claimCase(ben, { ref: { id } });
      const late = codeOf(giveOpinion(ada, { ref: { id }, expectedVersion: version, classification: "undetermined", reasons: [], note: "" }));
      expect(["conflict:case_changed", "forbidden:lease_needed"]).toContain(await late);
      const held = await taken;
      expect(
        await codeOf(giveOpinion(ben, { ref: { id }, expectedVersion: held.version, classification: "undetermined", reasons: [], note: "" })),
      ).toBe("done");
      expect(await db().opinion.findMany({ where: { caseId: id }, select: { reviewerId: true } })).toEqual([{ reviewerId: ben.id }]);
    }
  });

  it("is kept apart from the trail's readable text: a note leaves a digest only", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined", "words nobody should find in the trail");
    const entries = await db().auditEntry.findMany({ where: { caseId: id } });
    expect(JSON.stringify(entries, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain("words nobody");
    expect(entries.find((entry) => entry.subjectTable === "opinion")?.actor).toBe(`user:${ada.id}`);
  });
});

describe("opinions in a batch", () => {
  it("answer each case in its own transaction, claiming what nobody holds, under one batch", async () => {
    const cases = await Promise.all([1, 2, 3].map(() => loggedCase({ reporter: logger, track: "redirecting_bot" })));
    const held = await claimCase(ada, { ref: { id: cases[0]?.id ?? "" } });
    const results = await giveOpinions(ada, {
      classification: "redirecting_bot",
      note: "same link",
      cases: cases.map(({ id }) => ({ id, version: id === held.id ? held.version : 1, reasons: ["RB-06"] })),
    });
    expect(results.map((result) => result.ok)).toEqual([true, true, true]);
    const batches = await db().opinion.findMany({ where: { caseId: { in: cases.map(({ id }) => id) } }, select: { batchId: true } });
    expect(new Set(batches.map((one) => one.batchId)).size).toBe(1);
  });

  it("name the case that is refused and keep the others", async () => {
    const [fine, changed, unticked] = await Promise.all([1, 2, 3].map(() => loggedCase({ reporter: logger })));
    await claimCase(ben, { ref: { id: changed?.id ?? "" } });
    const results = await giveOpinions(ada, {
      classification: "stolen_photo_scammer",
      note: "",
      cases: [
        { id: fine?.id ?? "", version: 1, reasons: ["SPS-01"] },
        { id: changed?.id ?? "", version: 1, reasons: ["SPS-01"] },
        { id: unticked?.id ?? "", version: 1, reasons: [] },
      ],
    });
    expect(results[0]).toMatchObject({ ok: true, state: "second_opinion" });
    expect(results[1]).toMatchObject({ ok: false, id: changed?.id, code: "conflict" });
    expect(results[2]).toMatchObject({ ok: false, id: unticked?.id, reason: "strong_signal_missing" });
    expect(await row(unticked?.id ?? "")).toMatchObject({ state: "open", heldBy: null, version: 1 });
  });

  it("still take two persons: ten cases are decided when another person answers them too", async () => {
    const cases = await Promise.all(Array.from({ length: 10 }, () => loggedCase({ reporter: logger, track: "redirecting_bot" })));
    const batch = async (actor: UserActor) =>
      giveOpinions(actor, {
        classification: "redirecting_bot",
        note: "",
        cases: await Promise.all(cases.map(async ({ id }) => ({ id, version: (await row(id)).version, reasons: ["RB-06"] }))),
      });
    expect((await batch(ada)).every((result) => result.ok && !result.isDecided)).toBe(true);
    expect((await batch(ada)).every((result) => !result.ok && result.reason === "own_opinion_given")).toBe(true);
    expect((await batch(ben)).every((result) => result.ok && result.isDecided)).toBe(true);
  });
});

describe("withdrawing an opinion", () => {
  it("is recorded, and makes the case wait for a first opinion again", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await opine(ada, id, "undetermined");
    expect(await withdrawOpinion(ada, { ref: { id }, expectedVersion: version })).toMatchObject({ state: "open" });
    expect((await db().opinion.findFirstOrThrow({ where: { caseId: id } })).withdrawnAt).not.toBeNull();
    expect(await db().auditEntry.count({ where: { caseId: id, action: "case.opinion_withdrawn", actor: `user:${ada.id}` } })).toBeGreaterThan(0);
    expect(await opine(ada, id, "other_abuse")).toMatchObject({ state: "second_opinion" });
  });

  it("leaves the case with whoever is at work on it", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    const held = await claimCase(ben, { ref: { id } });
    const after = await withdrawOpinion(ada, { ref: { id }, expectedVersion: held.version });
    expect(after.state).toBe("in_review");
    expect(await row(id)).toMatchObject({ heldBy: ben.id });
    expect(
      await giveOpinion(ben, { ref: { id }, expectedVersion: after.version, classification: "undetermined", reasons: [], note: "" }),
    ).toMatchObject({ state: "second_opinion", isDecided: false });
  });

  it("ends with the decision", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    const { version } = await opine(ben, id, "undetermined");
    expect(await codeOf(withdrawOpinion(ada, { ref: { id }, expectedVersion: version }))).toMatch(/^invalid_transition/);
  });

  it("is no way to find out the other's opinion: who withdraws after the comparison gives no more in that round", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "stolen_photo_scammer");
    const { version } = await opine(ben, id, "undetermined");
    await withdrawOpinion(ben, { ref: { id }, expectedVersion: version });
    expect(await codeOf(claimCase(ben, { ref: { id } }))).toBe("forbidden:opinions_compared");
    expect(await opine(cleo, id, "stolen_photo_scammer")).toMatchObject({ state: "confirmed" });
  });
});

describe("solo work", () => {
  const soloWork = (isOn: boolean) =>
    change(dora, "setting.changed", {}, (tx) =>
      tx.setting.upsert({ where: { key: "solo_work" }, create: { key: "solo_work", value: isOn }, update: { value: isOn } }),
    );

  it("lets the author confirm after 24 hours, and says one person everywhere", async () => {
    const { id } = await loggedCase({ reporter: ada });
    await opine(ada, id, "stolen_photo_scammer");
    await soloWork(true);
    expect(await codeOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
    await age(id, 24);
    expect(await opine(ada, id, "stolen_photo_scammer")).toMatchObject({ state: "confirmed", isDecided: true });
    expect(await row(id)).toMatchObject({ decidedBy: "one_person" });
    expect(await db().decision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({ basis: "solo" });
    await soloWork(false);
  });

  it("takes a change of mind for a new first opinion, and waits again", async () => {
    const { id } = await loggedCase({ reporter: ada });
    await opine(ada, id, "stolen_photo_scammer");
    await age(id, 25);
    await soloWork(true);
    expect(await opine(ada, id, "undetermined")).toMatchObject({ state: "second_opinion", isDecided: false });
    const opinions = await db().opinion.findMany({ where: { caseId: id }, orderBy: { createdAt: "asc" } });
    expect(opinions.map((one) => [one.classification, one.withdrawnAt === null, one.isSolo])).toEqual([
      ["stolen_photo_scammer", false, false],
      ["undetermined", true, false],
    ]);
    expect(await codeOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
    await soloWork(false);
  });

  it("is off unless somebody switched it on", async () => {
    const { id } = await loggedCase({ reporter: ada });
    await opine(ada, id, "stolen_photo_scammer");
    await age(id, 48);
    expect(await codeOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
  });
});

describe("a lone authentic opinion", () => {
  it("erases the case after 72 hours, not before, and only while it is alone", async () => {
    const young = await loggedCase({ reporter: logger });
    const lone = await loggedCase({ reporter: logger });
    const disputed = await loggedCase({ reporter: logger });
    for (const { id } of [young, lone, disputed]) await opine(ada, id, "authentic");
    await opine(ben, disputed.id, "undetermined");
    await age(lone.id, 73);
    await age(disputed.id, 73);
    expect(await lapseAuthentic()).toBe(1);
    expect((await row(lone.id)).state).toBe("erased");
    expect((await row(young.id)).state).toBe("second_opinion");
    expect((await row(disputed.id)).state).toBe("second_opinion");
    const entries = await db().auditEntry.findMany({ where: { caseId: lone.id, action: "case.lapsed" } });
    expect(entries.map((entry) => entry.actor)).toContain("job:lapse");
    expect(await lapseAuthentic()).toBe(0);
  });
});

describe("drafts", () => {
  it("survive the end of the lease, and go with the opinion", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    const draft = { classification: "undetermined" as const, reasons: ["SPS-01"], note: "half a thought" };
    await saveOpinionDraft(ada, { ref: { id }, draft });
    await releaseCase(ada, { ref: { id }, expectedVersion: version });
    expect((await db().opinionDraft.findFirstOrThrow({ where: { caseId: id } })).content).toEqual(draft);
    await opine(ada, id, "undetermined");
    expect(await db().opinionDraft.count({ where: { caseId: id } })).toBe(0);
  });

  it("are nobody's who may not review", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const draft = { classification: null, reasons: [], note: "x" };
    expect(await codeOf(saveOpinionDraft(logger, { ref: { id }, draft }))).toMatch(/forbidden/);
    expect(await codeOf(saveOpinionDraft(await person("Eve", "volunteer"), { ref: { id }, draft }))).toMatch(/not_found/);
  });
});

describe("the safety lane", () => {
  it("takes a case from whoever holds it, whatever version they saw, and closes it to them", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    await safeguardCase(ben, { ref: { id }, reason: "possible_minor" });
    expect(await row(id)).toMatchObject({ state: "safeguarding", heldBy: null });
    const give = giveOpinion(ada, { ref: { id }, expectedVersion: version, classification: "undetermined", reasons: [], note: "" });
    expect(await codeOf(give)).toBe("not_found:case");
    expect(await codeOf(safeguardCase(logger, { ref: { id } }))).toMatch(/^not_found/);
  });

  it("is open to a volunteer for the cases they logged and no others", async () => {
    const { id } = await loggedCase({ reporter: logger });
    expect(await codeOf(safeguardCase(await person("Fay", "volunteer"), { ref: { id } }))).toMatch(/^not_found/);
    expect(await codeOf(safeguardCase(logger, { ref: { id } }))).toBe("done");
  });
});

describe("other commands", () => {
  it("start a new round on reopening, in which earlier opinions count no more", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    const { version } = await opine(ben, id, "undetermined");
    expect(await reopenCase(cleo, { ref: { id }, expectedVersion: version, reason: "new_facts" })).toMatchObject({ state: "reopened" });
    expect(await row(id)).toMatchObject({ round: 2, classification: null, decidedBy: null });
    expect(await opine(ada, id, "other_abuse")).toMatchObject({ state: "second_opinion" });
    expect(await opine(ben, id, "other_abuse")).toMatchObject({ state: "rejected" });
  });

  it("admit or discard what waited, each for a reviewer alone", async () => {
    const waiting = await loggedCase({ reporter: logger, state: "draft" });
    const other = await loggedCase({ reporter: logger, state: "draft" });
    expect(await codeOf(admitCase(logger, { ref: { id: waiting.id }, expectedVersion: 1 }))).toMatch(/forbidden/);
    expect(await admitCase(ada, { ref: { id: waiting.id }, expectedVersion: 1 })).toMatchObject({ state: "open" });
    expect(await discardCase(ada, { ref: { id: other.id }, expectedVersion: 1, reason: "authentic_account" })).toMatchObject({ state: "erased" });
    expect((await db().account.findUniqueOrThrow({ where: { id: other.accountId } })).handle).toBe("");
  });

  it("erase for protection alone, with the reason in the trail", async () => {
    const { id } = await loggedCase({ reporter: logger });
    expect(await codeOf(eraseCase(ada, { ref: { id }, expectedVersion: 1, reason: "retention_ended" }))).toMatch(/forbidden/);
    await eraseCase(dora, { ref: { id }, expectedVersion: 1, reason: "request_of_the_person" });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { caseId: id, action: "case.erased", subjectTable: "case" } });
    expect(entry).toMatchObject({ reason: "request_of_the_person", actor: `user:${dora.id}` });
  });
});
