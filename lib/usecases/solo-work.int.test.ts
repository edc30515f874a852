import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { caseRow, endOf, loggedCase, openReviewDesk, opine, person } from "@/lib/testing/review-desk";
import { claimCase } from "./claim-case";
import { lapseAuthentic } from "./lapse-authentic";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let logger: UserActor, ada: UserActor, ben: UserActor, dora: UserActor;

beforeAll(async () => {
  desk = await openReviewDesk();
  logger = await person("Logger", "volunteer");
  ada = await person("Ada", "reviewer");
  ben = await person("Ben", "reviewer");
  dora = await person("Dora", "protection");
});

afterAll(() => desk.close());

describe("solo work", () => {
  const soloWork = (isOn: boolean) =>
    change(dora, "setting.changed", {}, (tx) =>
      tx.setting.upsert({
        where: { key: "solo_work" },
        create: { key: "solo_work", value: isOn },
        update: { value: isOn },
      }),
    );

  it("lets the author confirm after 24 hours, and says one person everywhere", async () => {
    const { id } = await loggedCase({ reporter: ada });
    await opine(ada, id, "stolen_photo_scammer");
    await soloWork(true);
    expect(await endOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
    await desk.ageOpinions(id, 24);
    expect(await opine(ada, id, "stolen_photo_scammer")).toMatchObject({ state: "confirmed", isDecided: true });
    expect(await caseRow(id)).toMatchObject({ decidedBy: "one_person" });
    expect(await db().decision.findFirstOrThrow({ where: { caseId: id } })).toMatchObject({ basis: "solo" });
    await soloWork(false);
  });

  it("takes a change of mind for a new first opinion, and waits again", async () => {
    const { id } = await loggedCase({ reporter: ada });
    await opine(ada, id, "stolen_photo_scammer");
    await desk.ageOpinions(id, 25);
    await soloWork(true);
    expect(await opine(ada, id, "undetermined")).toMatchObject({ state: "second_opinion", isDecided: false });
    const opinions = await db().opinion.findMany({ where: { caseId: id }, orderBy: { createdAt: "asc" } });
    expect(opinions.map((one) => [one.classification, one.withdrawnAt === null, one.isSolo])).toEqual([
      ["stolen_photo_scammer", false, false],
      ["undetermined", true, false],
    ]);
    expect(await endOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
    await soloWork(false);
  });

  it("is off unless somebody switched it on", async () => {
    const { id } = await loggedCase({ reporter: ada });
    await opine(ada, id, "stolen_photo_scammer");
    await desk.ageOpinions(id, 48);
    expect(await endOf(claimCase(ada, { ref: { id } }))).toBe("forbidden:own_opinion_given");
  });
});

describe("a lone authentic opinion", () => {
  it("erases the case after 72 hours, not before, and only while it is alone", async () => {
    const young = await loggedCase({ reporter: logger });
    const lone = await loggedCase({ reporter: logger });
    const disputed = await loggedCase({ reporter: logger });
    for (const { id } of [young, lone, disputed]) await opine(ada, id, "authentic");
    await opine(ben, disputed.id, "undetermined");
    await desk.ageOpinions(lone.id, 73);
    await desk.ageOpinions(disputed.id, 73);
    expect(await lapseAuthentic()).toBe(1);
    expect((await caseRow(lone.id)).state).toBe("erased");
    expect((await caseRow(young.id)).state).toBe("second_opinion");
    expect((await caseRow(disputed.id)).state).toBe("second_opinion");
    const entries = await db().auditEntry.findMany({ where: { caseId: lone.id, action: "case.lapsed" } });
    expect(entries.map((entry) => entry.actor)).toContain("job:lapse");
    expect(await lapseAuthentic()).toBe(0);
  });
});
