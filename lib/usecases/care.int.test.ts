import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { careSchema, readCare } from "@/lib/domain/care";
import { countViews } from "@/lib/queries/count-views";
import { getCare } from "@/lib/queries/get-care";
import { getExposure } from "@/lib/queries/get-exposure";
import { listCases } from "@/lib/queries/list-cases";
import { nextCase } from "@/lib/queries/next-case";
import { endOf, loggedCase, openReviewDesk, person } from "@/lib/testing/review-desk";
import { queryOf } from "@/lib/testing/seeded-queue";
import { claimCase } from "./claim-case";
import { claimCases } from "./claim-cases";
import { endEvening } from "./end-evening";
import { setCare } from "./set-care";
import { foldReveals } from "./watch-lane";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let logger: UserActor;
let reviewer: UserActor;
const defaults = careSchema.parse({});
const onlyBots = { ...defaults, onlyBots: true };

beforeAll(async () => {
  desk = await openReviewDesk();
  logger = await person("Sterne", "volunteer");
});
beforeEach(async () => {
  reviewer = await person("Bécassine", "reviewer");
});
afterAll(() => desk.close());

describe("one's own care", () => {
  it("covers everything until somebody says otherwise, and follows the account, unseen in the trail", async () => {
    expect(await getCare(reviewer)).toEqual({
      isBlurred: true,
      isGrey: true,
      isMuted: true,
      reveal: "hold",
      onlyBots: false,
    });
    const before = await db().auditEntry.count();
    await setCare(reviewer, { ...onlyBots, reveal: "press_twice" });
    expect(await getCare(reviewer)).toMatchObject({ onlyBots: true, reveal: "press_twice", isBlurred: true });
    expect(await db().auditEntry.count()).toBe(before);
    expect(readCare({ care: { isBlurred: "no" } })).toEqual(defaults);
  });
});

describe("redirecting bots alone", () => {
  it("is what lists, counts, the next case and claims obey, and one's own cases stay", async () => {
    const held = await loggedCase({ reporter: logger, track: "stolen_photo_scammer" });
    await claimCase(reviewer, { ref: { id: held.id } });
    const [photos, bot] = [
      await loggedCase({ reporter: logger, track: "stolen_photo_scammer", queueRank: 900 }),
      await loggedCase({ reporter: logger, track: "redirecting_bot", signals: {} }),
    ];
    const numbers = async (view: "active" | "to_review" | "mine") =>
      (await listCases(reviewer, queryOf(reviewer, { view }))).rows.map((row) => row.number);
    expect(await numbers("to_review")).toEqual(expect.arrayContaining([photos.number, bot.number]));
    await setCare(reviewer, onlyBots);
    const shown = await numbers("to_review");
    expect(shown).toContain(bot.number);
    expect(shown).not.toContain(photos.number);
    expect((await countViews(reviewer)).to_review).toEqual({ value: shown.length, isCapped: false });
    expect((await countViews(reviewer)).active?.value).toBe((await numbers("active")).length);
    expect(await numbers("mine")).toEqual([held.number]);
    expect(await nextCase(reviewer, { after: 0 })).toBe(bot.number);
    expect(await endOf(claimCase(reviewer, { ref: { id: photos.id } }))).toBe("forbidden:track_not_wished");
    const many = await claimCases(reviewer, [
      { id: photos.id, version: 1 },
      { id: bot.id, version: 1 },
    ]);
    expect(many).toMatchObject([{ ok: false, reason: "track_not_wished" }, { ok: true }]);
    const other = await person("Courlis", "reviewer");
    expect((await listCases(other, queryOf(other, { view: "to_review" }))).rows.map((row) => row.number)).toContain(
      photos.number,
    );
  });
});

describe("the meter", () => {
  const reveal = (actor: UserActor) => recordAccess({ actor, kind: "image_revealed", subject: "x" });

  it("counts one's own reveals and nobody else's", async () => {
    const other = await person("Courlis", "reviewer", "admin");
    for (let n = 0; n < 3; n += 1) await reveal(reviewer);
    expect(await getExposure(reviewer)).toEqual({ today: 3, week: 3, earlier: [], level: "calm" });
    expect(await getExposure(other)).toMatchObject({ today: 0, week: 0, earlier: [] });
  });

  it("suggests a pause after many, and never before", async () => {
    for (let n = 0; n < 19; n += 1) await reveal(reviewer);
    expect((await getExposure(reviewer)).level).toBe("some");
    await reveal(reviewer);
    expect((await getExposure(reviewer)).level).toBe("much");
  });

  it("keeps of what is older than seven days the number of the week alone, each reveal counted once", async () => {
    for (let n = 0; n < 5; n += 1) await reveal(reviewer);
    await desk.asOwner(`UPDATE access_log SET at = at - interval '8 days' WHERE actor = $1`, [`user:${reviewer.id}`]);
    await reveal(reviewer);
    await foldReveals();
    await foldReveals();
    const meter = await getExposure(reviewer);
    expect(meter).toMatchObject({ today: 1, week: 1 });
    expect(meter.earlier.map(({ reveals }) => reveals)).toEqual([5]);
    expect(await db().accessLog.count({ where: { actor: `user:${reviewer.id}`, kind: "image_revealed" } })).toBe(1);
  });
});

describe("enough for tonight", () => {
  it("gives back everything that the person holds and nothing of anybody else's", async () => {
    const other = await person("Courlis", "reviewer");
    const mine = [await loggedCase({ reporter: logger }), await loggedCase({ reporter: logger })];
    const theirs = await loggedCase({ reporter: logger });
    for (const { id } of mine) await claimCase(reviewer, { ref: { id } });
    await claimCase(other, { ref: { id: theirs.id } });
    expect(await endEvening(reviewer)).toBe(2);
    expect(await db().case.count({ where: { heldBy: reviewer.id } })).toBe(0);
    expect(await db().case.count({ where: { heldBy: other.id } })).toBe(1);
    expect(await endEvening(reviewer)).toBe(0);
  });
});
