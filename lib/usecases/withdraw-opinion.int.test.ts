import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { caseRow, endOf, loggedCase, openReviewDesk, opine, person } from "@/lib/testing/review-desk";
import { claimCase } from "./claim-case";
import { giveOpinion } from "./give-opinion";
import { withdrawOpinion } from "./withdraw-opinion";

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

describe("withdrawing an opinion", () => {
  it("is recorded, and makes the case wait for a first opinion again", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await opine(ada, id, "undetermined");
    expect(await withdrawOpinion(ada, { ref: { id }, expectedVersion: version })).toMatchObject({ state: "open" });
    expect((await db().opinion.findFirstOrThrow({ where: { caseId: id } })).withdrawnAt).not.toBeNull();
    expect(
      await db().auditEntry.count({ where: { caseId: id, action: "case.opinion_withdrawn", actor: `user:${ada.id}` } }),
    ).toBeGreaterThan(0);
    expect(await opine(ada, id, "other_abuse")).toMatchObject({ state: "second_opinion" });
  });

  it("leaves the case with whoever is at work on it", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    const held = await claimCase(ben, { ref: { id } });
    const after = await withdrawOpinion(ada, { ref: { id }, expectedVersion: held.version });
    expect(after.state).toBe("in_review");
    expect(await caseRow(id)).toMatchObject({ heldBy: ben.id });
    expect(
      await giveOpinion(ben, {
        ref: { id },
        expectedVersion: after.version,
        classification: "undetermined",
        reasons: [],
        note: "",
      }),
    ).toMatchObject({ state: "second_opinion", isDecided: false });
  });

  it("ends with the decision", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    const { version } = await opine(ben, id, "undetermined");
    expect(await endOf(withdrawOpinion(ada, { ref: { id }, expectedVersion: version }))).toMatch(/^invalid_transition/);
  });

  it("is no way to find out the other's opinion: who withdraws after the comparison gives no more in that round", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "stolen_photo_scammer");
    const { version } = await opine(ben, id, "undetermined");
    await withdrawOpinion(ben, { ref: { id }, expectedVersion: version });
    expect(await endOf(claimCase(ben, { ref: { id } }))).toBe("forbidden:opinions_compared");
    expect(await opine(cleo, id, "stolen_photo_scammer")).toMatchObject({ state: "confirmed" });
  });
});
