import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Classification } from "@/lib/domain/case/vocabulary";
import { caseRow, endOf, loggedCase, openReviewDesk, opine, person } from "@/lib/testing/review-desk";
import { claimCase } from "./claim-case";
import { giveOpinion } from "./give-opinion";
import { releaseCase } from "./release-case";
import { saveOpinionDraft } from "./save-opinion-draft";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let logger: UserActor, ada: UserActor, ben: UserActor, cleo: UserActor;

beforeAll(async () => {
  desk = await openReviewDesk();
  logger = await person("Logger", "volunteer");
  ada = await person("Ada", "reviewer");
  ben = await person("Ben", "reviewer");
  cleo = await person("Cleo", "reviewer");
});

afterAll(() => desk.close());

describe("two opinions", () => {
  it("make a first one wait, and give the case back to the queue", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const given = await opine(ada, id, "stolen_photo_scammer");
    expect(given).toMatchObject({ state: "second_opinion", isDecided: false });
    expect(await caseRow(id)).toMatchObject({
      state: "second_opinion",
      heldBy: null,
      leaseUntil: null,
      classification: null,
      decidedBy: null,
    });
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
    const after = await caseRow(id);
    expect(after).toMatchObject({ state, classification, decidedBy: "two_persons", heldBy: null });
    expect(after.track).toBe(classification === "redirecting_bot" ? "redirecting_bot" : "stolen_photo_scammer");
    expect(await db().decision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({
      classification,
      basis: "two_agree",
      round: 1,
    });
  });

  it("that both say authentic erase the case at once and leave a keyed marker and a tombstone", async () => {
    const { id, accountId, handle } = await loggedCase({ reporter: logger, observed: "seen on the page" });
    await opine(ada, id, "authentic", "a note");
    expect(await opine(ben, id, "authentic")).toMatchObject({ state: "erased", isDecided: true });
    expect(await caseRow(id)).toMatchObject({ state: "erased", signals: {}, classification: null });
    const account = await db().account.findUniqueOrThrow({ where: { id: accountId } });
    expect(JSON.stringify(account)).not.toContain(handle);
    const kept = JSON.stringify([
      await db().report.findMany({ where: { caseId: id } }),
      await db().opinion.findMany({ where: { caseId: id } }),
    ]);
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
    expect(await db().decision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({
      classification: "undetermined",
      basis: "three_differ",
    });
  });

  it("never come from one person, nor the second from whoever logged the case", async () => {
    const { id } = await loggedCase({ reporter: ben });
    await opine(ada, id, "undetermined");
    expect(await endOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
    expect(await endOf(claimCase(ben, { ref: { id } }))).toBe("forbidden:reporter_gives_no_second");
  });
});

describe("giving an opinion", () => {
  it("needs the live lease", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    const opinion = {
      ref: { id },
      expectedVersion: version,
      classification: "undetermined",
      reasons: [],
      note: "",
    } as const;
    expect(await endOf(giveOpinion(ben, { ...opinion, reasons: [] }))).toBe("forbidden:lease_needed");
    await desk.endLease(id);
    expect(await endOf(giveOpinion(ada, { ...opinion, reasons: [] }))).toBe("forbidden:lease_needed");
  });

  it("needs one strong signal of the fake that it names, and knows every signal by its code", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    const give = (classification: Classification, reasons: string[]) =>
      endOf(giveOpinion(ada, { ref: { id }, expectedVersion: version, classification, reasons, note: "" }));
    expect(await give("stolen_photo_scammer", ["SPS-05", "RB-03"])).toBe("invalid_input:strong_signal_missing");
    expect(await give("undetermined", ["SPS-77"])).toBe("invalid_input:unknown_signal");
    expect(await give("stolen_photo_scammer", ["SPS-05", "SPS-01", "SPS-01"])).toBe("done");
    expect(await db().opinion.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({
      reasons: ["SPS-01", "SPS-05"],
    });
  });

  it("lets one of ten simultaneous submissions win, and gives nine a conflict", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        endOf(
          giveOpinion(ada, {
            ref: { id },
            expectedVersion: version,
            classification: "undetermined",
            reasons: [],
            note: "",
          }),
        ),
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
      await desk.endLease(id);
      const taken = claimCase(ben, { ref: { id } });
      const late = endOf(
        giveOpinion(ada, {
          ref: { id },
          expectedVersion: version,
          classification: "undetermined",
          reasons: [],
          note: "",
        }),
      );
      expect(["conflict:case_changed", "forbidden:lease_needed"]).toContain(await late);
      const held = await taken;
      expect(
        await endOf(
          giveOpinion(ben, {
            ref: { id },
            expectedVersion: held.version,
            classification: "undetermined",
            reasons: [],
            note: "",
          }),
        ),
      ).toBe("done");
      expect(await db().opinion.findMany({ where: { caseId: id }, select: { reviewerId: true } })).toEqual([
        { reviewerId: ben.id },
      ]);
    }
  });

  it("is kept apart from the trail's readable text: a note leaves a digest only", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined", "words nobody should find in the trail");
    const entries = await db().auditEntry.findMany({ where: { caseId: id } });
    expect(
      JSON.stringify(entries, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain("words nobody");
    expect(entries.find((entry) => entry.subjectTable === "opinion")?.actor).toBe(`user:${ada.id}`);
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
    expect(await endOf(saveOpinionDraft(logger, { ref: { id }, draft }))).toMatch(/forbidden/);
    expect(await endOf(saveOpinionDraft(await person("Eve", "volunteer"), { ref: { id }, draft }))).toMatch(
      /not_found/,
    );
  });
});
