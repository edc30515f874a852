import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { caseRow, loggedCase, openReviewDesk, person } from "@/lib/testing/review-desk";
import { claimCase } from "./claim-case";
import { giveOpinions } from "./give-opinions";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let logger: UserActor, ada: UserActor, ben: UserActor;

beforeAll(async () => {
  desk = await openReviewDesk();
  logger = await person("Logger", "volunteer");
  ada = await person("Ada", "reviewer");
  ben = await person("Ben", "reviewer");
});

afterAll(() => desk.close());

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
    const batches = await db().opinion.findMany({
      where: { caseId: { in: cases.map(({ id }) => id) } },
      select: { batchId: true },
    });
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
    expect(await caseRow(unticked?.id ?? "")).toMatchObject({ state: "open", heldBy: null, version: 1 });
  });

  it("still take two persons: ten cases are decided when another person answers them too", async () => {
    const cases = await Promise.all(
      Array.from({ length: 10 }, () => loggedCase({ reporter: logger, track: "redirecting_bot" })),
    );
    const batch = async (actor: UserActor) =>
      giveOpinions(actor, {
        classification: "redirecting_bot",
        note: "",
        cases: await Promise.all(
          cases.map(async ({ id }) => ({ id, version: (await caseRow(id)).version, reasons: ["RB-06"] })),
        ),
      });
    expect((await batch(ada)).every((result) => result.ok && !result.isDecided)).toBe(true);
    expect((await batch(ada)).every((result) => !result.ok && result.reason === "own_opinion_given")).toBe(true);
    expect((await batch(ben)).every((result) => result.ok && result.isDecided)).toBe(true);
  });
});
