import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/lib/domain/access/actor";
import { accuracyIn, type AccuracyDays, type AccuracyPart } from "@/lib/domain/accuracy";
import { createActor } from "@/lib/testing/factories";
import { nameOrganisation } from "@/lib/testing/notice-desk";
import { caseRow, loggedCase, openReviewDesk, opine } from "@/lib/testing/review-desk";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { recordAnswer } from "@/lib/usecases/record-answer";
import { reopenCase } from "@/lib/usecases/reopen-case";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { sendNotice } from "@/lib/usecases/send-notice";
import { getAccuracyOf, getOwnAccuracy } from "./get-accuracy";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let reporter: UserActor;
let other: UserActor;
beforeAll(async () => {
  desk = await openReviewDesk();
  reporter = await createActor("volunteer");
  other = await createActor("reviewer");
  await nameOrganisation();
});
afterAll(() => desk.close());

const figures = async (actor: UserActor, part: AccuracyPart, days: AccuracyDays = 30) => {
  const found = accuracyIn(days, await getOwnAccuracy(actor)).find((one) => one.part === part);
  return { total: found?.total, ...found?.measures };
};

describe("the figures on one's own work", () => {
  it("say nothing of an opinion while its round is undecided, to its author or to an administrator", async () => {
    const [author, admin] = [await createActor("reviewer"), await createActor("admin")];
    const { id } = await loggedCase({ reporter });
    const before = [await getOwnAccuracy(author), await getAccuracyOf(admin, author.id)];
    await opine(author, id, "redirecting_bot");
    expect([await getOwnAccuracy(author), await getAccuracyOf(admin, author.id)]).toEqual(before);
    await opine(other, id, "redirecting_bot");
    expect(await figures(author, "opinions")).toEqual({ total: 1, agreed: 1 });
  });

  it("count an opinion as overturned when the round was decided otherwise, and not when three differed", async () => {
    const author = await createActor("reviewer");
    const outvoted = (await loggedCase({ reporter })).id;
    await opine(author, outvoted, "other_abuse");
    for (const classification of ["redirecting_bot", "redirecting_bot"] as const)
      await opine(await createActor("reviewer"), outvoted, classification);
    const differed = (await loggedCase({ reporter })).id;
    await opine(author, differed, "other_abuse");
    for (const classification of ["redirecting_bot", "stolen_photo_scammer"] as const)
      await opine(await createActor("reviewer"), differed, classification);
    expect(await figures(author, "opinions")).toEqual({ total: 2, overturned: 1, three_differed: 1 });
  });

  it("follow a case that is reopened and decided otherwise", async () => {
    const [author, second] = [await createActor("reviewer"), await createActor("reviewer")];
    const { id } = await loggedCase({ reporter });
    await opine(author, id, "other_abuse");
    await opine(second, id, "other_abuse");
    expect(await figures(author, "opinions")).toEqual({ total: 1, agreed: 1 });
    const { version } = await caseRow(id);
    await reopenCase(second, { ref: { id }, expectedVersion: version, reason: "new_facts" });
    expect(await figures(author, "opinions"), "the second round is not decided yet").toEqual({ total: 1, agreed: 1 });
    for (const judge of [await createActor("reviewer"), await createActor("reviewer")])
      await opine(judge, id, "redirecting_bot");
    expect(await figures(author, "opinions")).toEqual({ total: 1, overturned: 1 });
  });

  it("tell a reporter which of their reports were about a real person", async () => {
    const own = await createActor("volunteer");
    const [real, fake] = [await loggedCase({ reporter: own }), await loggedCase({ reporter: own })];
    await loggedCase({ reporter: own });
    for (const judge of [await createActor("reviewer"), await createActor("reviewer")]) {
      await opine(judge, real.id, "authentic").catch(() => undefined);
      await opine(judge, fake.id, "stolen_photo_scammer");
    }
    expect(await figures(own, "reports")).toEqual({ total: 3, unfounded: 1, confirmed: 1, undecided: 1 });
  });

  it("say nothing of a case in the safety lane, to whoever logged it, judged it or sent its notice", async () => {
    const [own, judge, sender] = [
      await createActor("volunteer"),
      await createActor("reviewer"),
      await createActor("reviewer"),
    ];
    const before = await Promise.all([own, judge, sender].map((actor) => getOwnAccuracy(actor)));
    const { id, number } = await loggedCase({ reporter: own });
    for (const one of [judge, await createActor("reviewer")]) await opine(one, id, "redirecting_bot");
    const notice = await prepareNotice(sender, {
      ...{ kind: "terms_report", channelId: "x-impersonation-form" },
      caseNumbers: [number],
    });
    await sendNotice(sender, { ...notice, format: "form_text", sentAt: new Date(), kept: [], reference: "" });
    const figuresOf = () => Promise.all([own, judge, sender].map((actor) => getOwnAccuracy(actor)));
    expect((await figuresOf()).map((counts) => counts.length)).toEqual([1, 1, 1]);
    await safeguardCase(judge, { ref: { id }, reason: "possible_minor" });
    expect(await figuresOf()).toEqual(before);
  });

  it("follow each notice's outcome, per case, by platform and track", async () => {
    const sender = await createActor("reviewer");
    const cases = [await loggedCase({ reporter }), await loggedCase({ reporter })];
    for (const { id } of cases)
      for (const judge of [await createActor("reviewer"), await createActor("reviewer")])
        await opine(judge, id, "redirecting_bot");
    const channel = { kind: "terms_report", channelId: "x-impersonation-form" } as const;
    const notice = await prepareNotice(sender, { ...channel, caseNumbers: cases.map(({ number }) => number) });
    const { version } = await sendNotice(sender, {
      ...notice,
      format: "form_text",
      sentAt: new Date(),
      kept: [],
      reference: "",
    });
    expect(await figures(sender, "notices")).toEqual({ total: 2, waiting: 2 });
    await recordAnswer(sender, {
      number: notice.number,
      version,
      caseNumbers: [cases[0]?.number ?? 0],
      outcome: "refused_unfounded",
      informedOn: new Date(),
      note: "",
    });
    expect(await figures(sender, "notices")).toEqual({ total: 2, waiting: 1, refused_unfounded: 1 });
    const [part] = accuracyIn(30, await getOwnAccuracy(sender)).filter((one) => one.part === "notices");
    expect(part?.lines).toEqual([
      { track: "redirecting_bot", platform: "x", total: 2, measures: { waiting: 1, refused_unfounded: 1 } },
    ]);
  });

  it("are of 30, 90 or 365 days", async () => {
    const author = await createActor("reviewer");
    const { id } = await loggedCase({ reporter });
    await opine(author, id, "redirecting_bot");
    await opine(other, id, "redirecting_bot");
    await desk.ageOpinions(id, 24 * 40);
    expect(await figures(author, "opinions", 30)).toEqual({ total: 0 });
    expect(await figures(author, "opinions", 90)).toEqual({ total: 1, agreed: 1 });
    await desk.ageOpinions(id, 24 * 60);
    expect(await figures(author, "opinions", 90)).toEqual({ total: 0 });
    expect(await figures(author, "opinions", 365)).toEqual({ total: 1, agreed: 1 });
  });

  it("of another are for whoever looks after people, and hold figures alone", async () => {
    const admin = await createActor("admin");
    await expect(getAccuracyOf(other, admin.id)).rejects.toThrow(/forbidden/);
    await expect(getAccuracyOf(admin, "00000000-0000-4000-8000-000000000000")).rejects.toThrow(/not_found/);
    const { counts } = await getAccuracyOf(admin, other.id);
    expect(counts.length).toBeGreaterThan(0);
    for (const count of counts)
      expect(Object.keys(count).sort()).toEqual(["count", "days", "measure", "part", "platform", "track"]);
  });

  it("read one person's work by its index, never the desk's", async () => {
    const { rows } = await desk
      .asOwner(
        `SET enable_seqscan = off; EXPLAIN SELECT * FROM opinion o WHERE o.reviewer_id = gen_random_uuid() AND o.created_at > now() - interval '365 days'
       ORDER BY o.created_at DESC LIMIT 20000`,
      )
      .then((results) =>
        Array.isArray(results) ? ((results as { rows: { "QUERY PLAN": string }[] }[])[1] ?? { rows: [] }) : results,
      );
    expect(JSON.stringify(rows)).toContain("opinion_reviewer");
  });
});
