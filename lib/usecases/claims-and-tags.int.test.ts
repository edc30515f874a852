import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { leasesAtMost } from "@/lib/domain/case/lease";
import { DomainError } from "@/lib/domain/errors";
import { listCases } from "@/lib/queries/list-cases";
import { listSavedViews } from "@/lib/queries/list-saved-views";
import { getQueueLayout } from "@/lib/queries/get-queue-layout";
import { caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";
import { loggedCase, person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { claimCase } from "./claim-case";
import { claimCases } from "./claim-cases";
import { deleteView } from "./delete-view";
import { endLeases } from "./end-leases";
import { giveOpinion } from "./give-opinion";
import { releaseCase } from "./release-case";
import { renewLease } from "./renew-lease";
import { savedViewsAtMost, saveView } from "./save-view";
import { setQueueLayout } from "./set-queue-layout";
import { tagCases } from "./tag-cases";

let database: TestDatabase;
let logger: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  await withClient(database.ownerUrl, (client) =>
    client.query("INSERT INTO platform (id, name) VALUES ('x', 'X') ON CONFLICT DO NOTHING"),
  );
  logger = await person("Logger", "volunteer");
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const outcomeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return `${error.code}: ${error.reason}`;
    throw error;
  }
};
const rowOf = (id: string) => db().case.findUniqueOrThrow({ where: { id } });
const runOut = (id: string) =>
  withClient(database.ownerUrl, (client) =>
    client.query(`UPDATE "case" SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]),
  );
const entriesOf = (caseId: string, action: string) =>
  db().auditEntry.findMany({ where: { caseId, action }, orderBy: { id: "asc" } });

describe("claim", () => {
  it.each([
    { sees: 1, how: "who saw the same version" },
    { sees: undefined, how: "who saw no version" },
  ])("lets one of ten concurrent claims win and gives nine a conflict ($how)", async ({ sees }) => {
    const people = await Promise.all(Array.from({ length: 10 }, (_, i) => person(`Ten${String(i)}`, "reviewer")));
    const { id } = await loggedCase({ reporter: logger });
    const outcomes = await Promise.all(
      people.map((actor) => outcomeOf(claimCase(actor, { ref: { id }, expectedVersion: sees }))),
    );
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.startsWith("conflict: "))).toHaveLength(9);
    const kept = await rowOf(id);
    expect(kept).toMatchObject({ state: "in_review", version: 2 });
    expect(kept.heldBy).toBe(people[outcomes.indexOf("done")]?.id);
    expect(await entriesOf(id, "case.claimed")).toHaveLength(1);
  });

  it("never lets one person hold more than ten, however many they ask for at once", async () => {
    const actor = await person("Greedy", "reviewer");
    const cases = await Promise.all(Array.from({ length: 20 }, () => loggedCase({ reporter: logger })));
    const outcomes = await Promise.all(cases.map(({ id }) => outcomeOf(claimCase(actor, { ref: { id } }))));
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(leasesAtMost);
    expect(outcomes.filter((outcome) => outcome === "limited: lease_limit")).toHaveLength(20 - leasesAtMost);
    expect(await db().case.count({ where: { heldBy: actor.id } })).toBe(leasesAtMost);
  });

  it("does not count a lease that has run out, and lets anybody take its case", async () => {
    const first = await person("First", "reviewer");
    const second = await person("Second", "reviewer");
    const { id } = await loggedCase({ reporter: logger });
    await claimCase(first, { ref: { id } });
    expect(await outcomeOf(claimCase(second, { ref: { id } }))).toBe("conflict: held_by_another");
    await runOut(id);
    expect(await outcomeOf(claimCase(second, { ref: { id } }))).toBe("done");
    expect((await rowOf(id)).heldBy).toBe(second.id);
  });

  it("names nobody in the conflict", async () => {
    const holder = await person("Zerbinette", "reviewer");
    const other = await person("Other", "reviewer");
    const { id } = await loggedCase({ reporter: logger });
    await claimCase(holder, { ref: { id } });
    const error: unknown = await claimCase(other, { ref: { id } }).catch((reason: unknown) => reason);
    expect(JSON.stringify([error, (error as DomainError).details, (error as DomainError).message])).not.toMatch(
      /Zerbinette/i,
    );
    expect(JSON.stringify((error as DomainError).details)).not.toContain(holder.id);
  });

  it("is refused to whoever logged or judged the case and cannot give the opinion that is missing", async () => {
    const author = await person("Author", "reviewer");
    const reporter = await person("Reporter", "reviewer");
    const { id } = await loggedCase({ reporter });
    const claimed = await claimCase(author, { ref: { id } });
    await giveOpinion(author, {
      ref: { id },
      expectedVersion: claimed.version,
      classification: "stolen_photo_scammer",
      reasons: ["SPS-01"],
      note: "",
    });
    expect(await outcomeOf(claimCase(author, { ref: { id } }))).toBe("forbidden: own_opinion_given");
    expect(await outcomeOf(claimCase(reporter, { ref: { id } }))).toBe("forbidden: reporter_gives_no_second");
    for (const actor of [author, reporter]) {
      const query = caseQueryFor(actor, loadCaseAddress("?view=second_opinion"));
      if (!query) throw new Error("no list");
      const row = (await listCases(actor, query)).rows.find((one) => one.id === id);
      expect(row).toMatchObject({ isForAnother: true, holder: null });
    }
    const third = await person("Third", "reviewer");
    const query = caseQueryFor(third, loadCaseAddress("?view=second_opinion"));
    if (!query) throw new Error("no list");
    const row = (await listCases(third, query)).rows.find((one) => one.id === id);
    expect(row).toMatchObject({ isForAnother: false, track: "stolen_photo_scammer" });
    expect(JSON.stringify(row)).not.toMatch(new RegExp(`${author.id}|Author|SPS-01`));
  });

  it("treats a lane case as not there", async () => {
    const actor = await person("Curious", "reviewer");
    const { id } = await loggedCase({ reporter: logger, state: "safeguarding", ageAnswer: "yes" });
    expect(await outcomeOf(claimCase(actor, { ref: { id } }))).toMatch(/^not_found/);
    expect(await tagCases(actor, { ids: [id], add: ["wave"] })).toMatchObject([{ ok: false, code: "not_found" }]);
    expect(await db().caseTag.count({ where: { caseId: id } })).toBe(0);
  });

  it("of several says for each case what became of it", async () => {
    const actor = await person("Bulk", "reviewer");
    const other = await person("Rival", "reviewer");
    const [free, taken, changed] = await Promise.all([1, 2, 3].map(() => loggedCase({ reporter: logger })));
    await claimCase(other, { ref: { id: taken?.id ?? "" } });
    const results = await claimCases(actor, [
      { id: free?.id ?? "", version: 1 },
      { id: taken?.id ?? "", version: 2 },
      { id: changed?.id ?? "", version: 7 },
    ]);
    expect(results).toMatchObject([
      { ok: true, state: "in_review" },
      { ok: false, code: "conflict", reason: "held_by_another" },
      { ok: false, code: "conflict", reason: "case_changed" },
    ]);
  });
});

describe("a lease", () => {
  it("is prolonged by activity without changing the case or the trail", async () => {
    const actor = await person("Active", "reviewer");
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(actor, { ref: { id } });
    await withClient(database.ownerUrl, (client) =>
      client.query(`UPDATE "case" SET lease_until = now() + interval '1 minute' WHERE id = $1`, [id]),
    );
    const before = await db().auditEntry.count({ where: { caseId: id } });
    const renewed = await renewLease(actor, { ref: { id } });
    expect(renewed.version).toBe(version);
    expect(renewed.leaseUntil.getTime()).toBeGreaterThan(Date.now() + 14 * 60_000);
    expect(await db().auditEntry.count({ where: { caseId: id } })).toBe(before);
  });

  it("is prolonged and given back by its holder alone, while it lives", async () => {
    const holder = await person("Holder", "reviewer");
    const other = await person("Bystander", "reviewer");
    const { id } = await loggedCase({ reporter: logger });
    await claimCase(holder, { ref: { id } });
    expect(await outcomeOf(renewLease(other, { ref: { id } }))).toBe("forbidden: lease_needed");
    expect(await outcomeOf(releaseCase(other, { ref: { id } }))).toBe("forbidden: lease_needed");
    expect(await releaseCase(holder, { ref: { id } })).toMatchObject({ state: "open", version: 3 });
    expect(await rowOf(id)).toMatchObject({ heldBy: null, leaseUntil: null });
    await claimCase(holder, { ref: { id } });
    await runOut(id);
    expect(await outcomeOf(renewLease(holder, { ref: { id } }))).toBe("forbidden: lease_needed");
  });

  it("ends by itself, once, under the job's name, and its case is open again", async () => {
    const actor = await person("Asleep", "reviewer");
    const [gone, live] = await Promise.all([loggedCase({ reporter: logger }), loggedCase({ reporter: logger })]);
    await claimCase(actor, { ref: { id: gone.id } });
    await claimCase(actor, { ref: { id: live.id } });
    await runOut(gone.id);
    await Promise.all([endLeases(), endLeases(), endLeases()]);
    expect(await rowOf(gone.id)).toMatchObject({ state: "open", heldBy: null, version: 3 });
    expect(await rowOf(live.id)).toMatchObject({ state: "in_review", heldBy: actor.id });
    expect(await entriesOf(gone.id, "case.lease_ended")).toMatchObject([{ actor: "job:leases" }]);
  });
});

describe("tags", () => {
  it("are kept once per person in one spelling, and bad ones are refused whole", async () => {
    const actor = await person("Tagger", "reviewer");
    const { id } = await loggedCase({ reporter: logger });
    await tagCases(actor, { ids: [id], add: ["  Vague  de Mai ", "vague de mai"] });
    expect((await db().caseTag.findMany({ where: { caseId: id } })).map((row) => row.tag)).toEqual(["vague de mai"]);
    expect(await outcomeOf(tagCases(actor, { ids: [id], add: ["good", "<script>"] }))).toBe("invalid_input: tag");
    expect(await db().caseTag.count({ where: { caseId: id } })).toBe(1);
    expect((await entriesOf(id, "case.tagged"))[0]).toMatchObject({ actor: `user:${actor.id}` });
    await tagCases(actor, { ids: [id], remove: ["vague de mai"] });
    expect(await db().caseTag.count({ where: { caseId: id } })).toBe(0);
    expect(await entriesOf(id, "case.untagged")).toHaveLength(1);
  });

  it("of whoever is judging the case are theirs alone until the decision, in rows, filters and removals", async () => {
    const author = await person("Judge", "reviewer");
    const second = await person("Next", "reviewer");
    const third = await person("Onlooker", "reviewer");
    const { id } = await loggedCase({ reporter: logger });
    await tagCases(third, { ids: [id], add: ["neutral"] });
    const claimed = await claimCase(author, { ref: { id } });
    await tagCases(author, { ids: [id], add: ["surely-fake"] });
    const seen = async (actor: UserActor, address = "?view=active") => {
      const query = caseQueryFor(actor, loadCaseAddress(address));
      if (!query) throw new Error("no list");
      return (await listCases(actor, query, 500)).rows.find((row) => row.id === id)?.tags;
    };
    const expectHidden = async () => {
      expect(await seen(author)).toEqual(["neutral", "surely-fake"]);
      expect(await seen(second)).toEqual(["neutral"]);
      expect(await seen(second, "?view=active&tag=surely-fake")).toBeUndefined();
      expect(await seen(second, "?view=active&tag=neutral")).toEqual(["neutral"]);
    };
    await expectHidden();
    const given = await giveOpinion(author, {
      ref: { id },
      expectedVersion: claimed.version,
      classification: "stolen_photo_scammer",
      reasons: ["SPS-01"],
      note: "",
    });
    await expectHidden();
    await tagCases(second, { ids: [id], remove: ["surely-fake"] });
    await expectHidden();
    const again = await claimCase(second, { ref: { id }, expectedVersion: given.version });
    await giveOpinion(second, {
      ref: { id },
      expectedVersion: again.version,
      classification: "stolen_photo_scammer",
      reasons: ["SPS-01"],
      note: "",
    });
    expect(await seen(third)).toEqual(["neutral", "surely-fake"]);
  });
});

describe("a person's own lists", () => {
  it("are kept by name, counted, taken back by nobody else, and limited in number", async () => {
    const actor = await person("Keeper", "reviewer");
    const other = await person("Stranger", "reviewer");
    const { id } = await saveView(actor, { name: " X,  bots ", query: "view=to_review&platform=x" });
    const again = await saveView(actor, { name: "X, bots", query: "view=to_review&track=redirecting_bot" });
    expect(again.id).toBe(id);
    const [view] = await listSavedViews(actor);
    expect(view).toMatchObject({
      name: "X, bots",
      query: "view=to_review&track=redirecting_bot",
      count: { value: 0, isCapped: false },
    });
    expect(await listSavedViews(other)).toEqual([]);
    expect(await outcomeOf(deleteView(other, { id }))).toBe("not_found: saved_view");
    for (let i = 1; i < savedViewsAtMost; i += 1) await saveView(actor, { name: `v${String(i)}`, query: "" });
    expect(await outcomeOf(saveView(actor, { name: "one more", query: "" }))).toBe("limited: saved_views");
    await deleteView(actor, { id });
    expect((await listSavedViews(actor)).some((one) => one.id === id)).toBe(false);
  });

  it("look as the person chose, on every device", async () => {
    const actor = await person("Neat", "reviewer");
    expect(await getQueueLayout(actor)).toEqual({ density: "compact", hidden: ["tags"] });
    await setQueueLayout(actor, { density: "touch", hidden: ["age", "holder"] });
    expect(await getQueueLayout(actor)).toEqual({ density: "touch", hidden: ["age", "holder"] });
  });
});
