import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { trailContexts, trailViewerOf } from "@/lib/db/trail";
import type { UserActor } from "@/lib/domain/access/actor";
import { maskEntry, type TrailChanges } from "@/lib/domain/audit/mask";
import { roles, type Classification, type Role } from "@/lib/domain/case/vocabulary";
import { loggedCase, openReviewDesk, opine, person } from "@/lib/testing/review-desk";
import { claimCase } from "@/lib/usecases/claim-case";
import { giveOpinion } from "@/lib/usecases/give-opinion";
import { releaseCase } from "@/lib/usecases/release-case";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { saveOpinionDraft } from "@/lib/usecases/save-opinion-draft";
import { tagCases } from "@/lib/usecases/tag-cases";
import { getCase } from "./get-case";
import { getTimeline } from "./get-timeline";
import { nextCase } from "./next-case";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let logger: UserActor, ada: UserActor, ben: UserActor, cleo: UserActor;
const readers = new Map<Role, UserActor>();
const reasonsOf: Partial<Record<Classification, string[]>> = {
  stolen_photo_scammer: ["SPS-15"],
  redirecting_bot: ["RB-17"],
};

beforeAll(async () => {
  desk = await openReviewDesk();
  logger = await person("Loggette", "volunteer");
  ada = await person("Adamantine", "reviewer");
  ben = await person("Benjamine", "reviewer");
  cleo = await person("Cleophee", "reviewer");
  for (const role of roles) readers.set(role, await person(`Reader${role}`, role));
});

afterAll(() => desk.close());

const reader = (role: Role): UserActor => readers.get(role) ?? ada;
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) => (typeof one === "bigint" ? String(one) : one));

/** All that any screen or route can read of one case for one reader: page, timeline, masked trail. */
async function everything(actor: UserActor, id: string): Promise<string> {
  const viewer = await trailViewerOf(db(), actor);
  const context = (await trailContexts(db(), [id])).get(id) ?? null;
  const entries = await db().auditEntry.findMany({ where: { caseId: id }, orderBy: { id: "asc" } });
  const trail = entries.map((entry) =>
    maskEntry({ ...entry, id: String(entry.id), changes: entry.changes as unknown as TrailChanges }, viewer, context),
  );
  const page = await getCase(actor, { id }).catch((error: unknown) => String(error));
  const timeline = await getTimeline(actor, { id }).catch((error: unknown) => String(error));
  return textOf({ page, timeline, trail });
}

describe("blindness: while a round is undecided", () => {
  const verdicts = ["stolen_photo_scammer", "redirecting_bot", "authentic", "other_abuse", "undetermined"] as const;

  it.each(verdicts)(
    "nobody but its author finds a first opinion %s, its reasons, its note or its author, on any surface",
    async (verdict) => {
      // The logged track differs from the verdict wherever it could be taken for it.
      const track = verdict === "redirecting_bot" ? "stolen_photo_scammer" : "redirecting_bot";
      const { id } = await loggedCase({ reporter: logger, track, signals: { "SPS-01": "yes", "RB-03": "yes" } });
      await claimCase(ada, { ref: { id } });
      await tagCases(ada, { ids: [id], add: ["telltale"] });
      await saveOpinionDraft(ada, {
        ref: { id },
        draft: { classification: verdict, reasons: ["SPS-15"], note: "draft of mine" },
      });
      const { version } = await db().case.findUniqueOrThrow({ where: { id } });
      await giveOpinion(ada, {
        ref: { id },
        expectedVersion: version,
        classification: verdict,
        reasons: reasonsOf[verdict] ?? ["SPS-15"],
        note: "note of mine",
      });

      for (const other of [ben, cleo, logger, ...readers.values()]) {
        const seen = await everything(other, id);
        expect(seen, other.pseudonym).not.toContain(ada.id);
        expect(seen).not.toContain(ada.requestId);
        expect(seen).not.toMatch(/Adamantine|telltale|note of mine|draft of mine|SPS-15|RB-17/);
        expect(seen).not.toContain(`"${verdict}"`);
      }
      expect(await everything(ada, id)).toContain(`"${verdict}"`);
    },
  );

  it("a first opinion shows as given, and as nothing else, whatever it says", async () => {
    const shapes = new Set<string>();
    for (const verdict of verdicts) {
      const { id } = await loggedCase({ reporter: logger, track: "redirecting_bot" });
      await opine(ada, id, verdict);
      const { lines } = await getTimeline(ben, { id });
      expect(lines.find((line) => line.action === "case.opinion_given")).toMatchObject({
        voice: "hidden",
        who: "",
        facts: {},
      });
      shapes.add(textOf(lines.map(({ action, voice, who, facts }) => ({ action, voice, who, facts }))));
    }
    expect(shapes.size).toBe(1);
  });

  it("a disagreeing second opinion looks to everybody else like a claim given back", async () => {
    const told = async (id: string, actor: UserActor) => {
      const page = await getCase(actor, { id });
      const { lines } = await getTimeline(actor, { id });
      const { own: _own, ...judgement } = page.judgement ?? { own: null };
      return textOf({
        state: page.state,
        version: page.version,
        allowed: page.allowed,
        refusals: page.refusals,
        judgement,
        acts: lines.map(({ action, voice, who }) => [action, voice, who]),
      });
    };
    const disputed = await loggedCase({ reporter: logger });
    const released = await loggedCase({ reporter: logger });
    for (const { id } of [disputed, released]) await opine(ada, id, "undetermined");
    await opine(ben, disputed.id, "other_abuse");
    const { version } = await claimCase(ben, { ref: { id: released.id } });
    await releaseCase(ben, { ref: { id: released.id }, expectedVersion: version });
    for (const actor of [ada, cleo]) expect(await told(disputed.id, actor)).toBe(await told(released.id, actor));
  });

  it("the holder is not named where holding would name the author of a standing opinion", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    await claimCase(ben, { ref: { id } });
    expect((await getCase(cleo, { id })).judgement?.lease).toMatchObject({ isOwn: false, holder: "Benjamine" });
    await desk.asOwner(`UPDATE "case" SET held_by = $2 WHERE id = $1`, [id, ada.id]);
    expect((await getCase(cleo, { id })).judgement?.lease).toMatchObject({ isOwn: false, holder: null });
  });

  it("a draft is read by its author alone", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await saveOpinionDraft(ada, {
      ref: { id },
      draft: { classification: "undetermined", reasons: [], note: "between me and me" },
    });
    expect((await getCase(ada, { id })).judgement?.draft?.note).toBe("between me and me");
    for (const other of [ben, logger, ...readers.values()])
      expect(await everything(other, id)).not.toContain("between me and me");
  });
});

describe("after the decision", () => {
  it("reviewers read all opinions of the round with their authors, in page and timeline", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "stolen_photo_scammer", "first note");
    await opine(ben, id, "stolen_photo_scammer");
    const page = await getCase(cleo, { id });
    expect(page.judgement?.decision).toMatchObject({ classification: "stolen_photo_scammer", basis: "two_agree" });
    expect(page.judgement?.decision?.opinions.map((one) => [one.by, one.note])).toEqual([
      ["Adamantine", "first note"],
      ["Benjamine", ""],
    ]);
    const { lines } = await getTimeline(cleo, { id });
    expect(
      lines.filter((line) => line.action === "case.opinion_given").map((line) => [line.who, line.facts.classification]),
    ).toEqual([
      ["Benjamine", "stolen_photo_scammer"],
      ["Adamantine", "stolen_photo_scammer"],
    ]);
    expect(lines.find((line) => line.action === "case.decided")?.facts).toMatchObject({
      basis: "two_agree",
      classification: "stolen_photo_scammer",
    });
  });

  it("the reporter sees how far the case is, and neither opinions nor names nor other people's words", async () => {
    const { id } = await loggedCase({ reporter: logger, observed: "my own words" });
    await opine(ada, id, "stolen_photo_scammer", "first note");
    await opine(ben, id, "stolen_photo_scammer");
    const page = await getCase(logger, { id });
    expect(page).toMatchObject({ state: "confirmed", scope: "report", judgement: null, notices: [], tags: [] });
    expect(page.reports.map((report) => report.observed)).toEqual(["my own words"]);
    expect(page).toMatchObject({ reportCount: 1, priority: { total: 0, parts: {} } });
    expect(page.allowed).toEqual(["safeguard"]);
    expect(textOf([page, await getTimeline(logger, { id })])).not.toMatch(/Adamantine|Benjamine|first note/);
  });
});

describe("the page's commands", () => {
  it("offer what lifecycle and policy both allow, and say why the others are not", async () => {
    const { id } = await loggedCase({ reporter: ben });
    expect((await getCase(ada, { id })).allowed).toEqual(["claim", "safeguard"]);
    await opine(ada, id, "undetermined");
    const own = await getCase(ada, { id });
    expect(own.allowed).toEqual(["withdraw_opinion", "safeguard"]);
    expect(own.refusals.claim).toBe("own_opinion_given");
    expect((await getCase(ben, { id })).refusals.claim).toBe("reporter_gives_no_second");
    expect((await getCase(cleo, { id })).allowed).toContain("claim");
    expect((await getCase(reader("protection"), { id })).allowed).toEqual(["erase"]);
  });
});

describe("the safety lane", () => {
  it("is opened by safeguarding alone, each time with an entry in the access log", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await claimCase(ada, { ref: { id } });
    await safeguardCase(ada, { ref: { id }, reason: "possible_minor" });
    const page = await getCase(reader("safeguarding"), { id });
    expect(page).toMatchObject({ scope: "lane", judgement: null, notices: [], tags: [], allowed: ["leave_lane"] });
    expect(await db().accessLog.findMany({ where: { kind: "safety_case_opened", subject: id } })).toMatchObject([
      { actor: `user:${reader("safeguarding").id}` },
    ]);
    for (const role of roles.filter((one) => one !== "safeguarding")) {
      await expect(getCase(reader(role), { id })).rejects.toMatchObject({ code: "not_found", reason: "case" });
      await expect(getTimeline(reader(role), { id })).rejects.toMatchObject({ code: "not_found", reason: "case" });
    }
  });

  it("reads 'handled by a restricted desk' to whoever worked on the case or reported it, and nothing more", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await claimCase(ada, { ref: { id } });
    await safeguardCase(ben, { ref: { id } });
    for (const actor of [ada, ben, logger])
      await expect(getCase(actor, { id })).rejects.toMatchObject({ code: "not_found", reason: "restricted_desk" });
    await expect(getCase(cleo, { id })).rejects.toMatchObject({ code: "not_found", reason: "case" });
  });

  it("leaves no trace of the case in lives, next cases or masked trail of others", async () => {
    const first = await loggedCase({ reporter: logger, queueRank: 9_000_000 });
    await safeguardCase(logger, { ref: { id: first.id } });
    const second = await loggedCase({ reporter: logger, accountId: first.accountId });
    expect((await getCase(ada, { id: second.id })).lives.map((life) => life.number)).toEqual([second.number]);
    expect(await nextCase(ada, { after: second.number })).not.toBe(first.number);
    for (const role of roles.filter((one) => one !== "safeguarding"))
      expect(await everything(reader(role), first.id)).not.toContain("case.safeguarded");
  });
});

describe("the next case", () => {
  it("is the one after this in the view that they may judge, else the first of it, else none", async () => {
    const me = await person("Nextine", "reviewer");
    const top = await loggedCase({ reporter: logger, queueRank: 5_000_000 });
    const held = await loggedCase({ reporter: logger, queueRank: 4_999_999 });
    const below = await loggedCase({ reporter: logger, queueRank: 4_999_998 });
    await claimCase(ben, { ref: { id: held.id } });
    expect(await nextCase(me, { after: top.number, view: "to_review" })).toBe(below.number);
    const waiting = await loggedCase({ reporter: me, queueRank: 6_000_000 });
    await opine(ada, waiting.id, "undetermined");
    expect(await nextCase(me, { after: top.number, view: "second_opinion" })).not.toBe(waiting.number);
    await opine(me, top.id, "undetermined");
    expect(await nextCase(me, { after: waiting.number, view: "second_opinion" })).not.toBe(top.number);
    expect(await nextCase(reader("volunteer"), { after: 1 })).toBeNull();
    expect(await nextCase(reader("safeguarding"), { after: 1 })).toBeNull();
  });
});
