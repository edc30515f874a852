import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { caseRow, endOf, loggedCase, openReviewDesk, opine, person } from "@/lib/testing/review-desk";
import { claimCase } from "./claim-case";
import { createToken } from "./create-token";
import { giveOpinion } from "./give-opinion";
import { resumeSession } from "./resume-session";
import { resumeToken } from "./resume-token";
import { runImport } from "./run-import";
import { saveOpinionDraft } from "./save-opinion-draft";
import { startImport } from "./start-import";
import { suspendPerson } from "./suspend-person";
import { uploadImport } from "./upload-import";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let logger: UserActor, admin: UserActor, ben: UserActor;

beforeAll(async () => {
  desk = await openReviewDesk();
  logger = await person("Logger", "volunteer");
  admin = await person("Admin", "admin");
  ben = await person("Ben", "reviewer");
});
afterAll(() => desk.close());

const leaving = () => person("Ada", "reviewer");
const standing = (caseId: string) => db().opinion.count({ where: { caseId, withdrawnAt: null } });

describe("whoever is suspended", () => {
  it("takes no unfinished word along: lone opinions are withdrawn, their cases wait for a first one again", async () => {
    const ada = await leaving();
    const lone = await loggedCase({ reporter: logger });
    await opine(ada, lone.id, "undetermined");
    const beside = await loggedCase({ reporter: logger });
    await opine(ben, beside.id, "undetermined");
    await opine(ada, beside.id, "other_abuse");
    const atWork = await loggedCase({ reporter: logger });
    await opine(ada, atWork.id, "undetermined");
    await claimCase(ben, { ref: { id: atWork.id } });
    const decided = await loggedCase({ reporter: logger });
    await opine(ada, decided.id, "undetermined");
    await opine(ben, decided.id, "undetermined");

    expect(await suspendPerson(admin, ada.id, "account_at_risk")).toEqual({ claims: 0, opinions: 3, notices: 0 });
    expect(await caseRow(lone.id)).toMatchObject({ state: "open", heldBy: null });
    expect(await caseRow(beside.id)).toMatchObject({ state: "second_opinion" });
    expect(await standing(beside.id)).toBe(1);
    expect(await caseRow(atWork.id)).toMatchObject({ state: "in_review", heldBy: ben.id });
    expect(await caseRow(decided.id)).toMatchObject({ state: "undetermined" });
    expect(await standing(decided.id)).toBe(2);
    const entries = await db().auditEntry.findMany({
      where: { caseId: lone.id, reason: "account_at_risk" },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ actor, action, subjectTable }) => [actor, action, subjectTable])).toEqual([
      [`user:${admin.id}`, "case.opinion_withdrawn", "opinion"],
      [`user:${admin.id}`, "case.opinion_withdrawn", "case"],
    ]);
  });

  it("leaves no begun opinion and no good faith under a notice that has not left", async () => {
    const ada = await leaving();
    const { id } = await loggedCase({ reporter: logger });
    await claimCase(ada, { ref: { id } });
    await saveOpinionDraft(ada, {
      ref: { id },
      draft: { classification: "undetermined", reasons: [], note: "so far" },
    });
    const notice = randomUUID();
    await desk.asOwner(
      `INSERT INTO notice (id, kind, platform_id, channel_id, language, good_faith_by, good_faith_at, prepared_by)
       SELECT $1, 'terms_report', platform_id, id, 'en', $2, now(), $2 FROM channel LIMIT 1`,
      [notice, ada.id],
    );
    expect(await suspendPerson(admin, ada.id, "left")).toEqual({ claims: 1, opinions: 0, notices: 1 });
    expect(await db().opinionDraft.count({ where: { userId: ada.id } })).toBe(0);
    expect(await db().notice.findUniqueOrThrow({ where: { id: notice } })).toMatchObject({
      state: "draft",
      goodFaithBy: null,
      goodFaithAt: null,
      version: 2,
    });
  });

  it("is out on every way in: session, token, and the import that is running for them", async () => {
    const ada = await leaving();
    const session = (await openSession(ada.id, "test")) ?? "";
    const { secret } = await createToken(ada, { name: "script", scopes: ["case:read"], days: 1 });
    const bytes = new TextEncoder().encode("address\nhttps://x.com/never_taken_1\nhttps://x.com/never_taken_2\n");
    const { id } = await uploadImport(ada, { name: "fakes.csv", bytes, language: "en" });
    const options = {
      mapping: ["address" as const],
      constants: { platform: null, track: "redirecting_bot" as const, ageAnswer: "no" as const },
      isMonthFirst: false,
      onError: "skip" as const,
      isDryRun: false,
      language: "en" as const,
    };
    await startImport(ada, { id, options });
    await suspendPerson(admin, ada.id, "account_at_risk");
    expect(await resumeSession(session)).toBeNull();
    expect(await resumeToken(secret, "command line", "r")).toBeNull();
    await runImport(id);
    expect(await db().import.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: "failed",
      failure: "owner_may_not_import",
      nextRow: 0,
    });
    expect(await db().account.count({ where: { handle: { startsWith: "never_taken" } } })).toBe(0);
  });

  it("writes nothing after it, even with a request that was let in a moment before", async () => {
    const ada = await leaving();
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    await suspendPerson(admin, ada.id, "account_at_risk");
    const late = giveOpinion(ada, {
      ref: { id },
      expectedVersion: version,
      classification: "undetermined",
      reasons: [],
      note: "",
    });
    expect(await endOf(late)).toBe("forbidden:signed_out");
    expect(await standing(id)).toBe(0);
  });

  it("leaves no standing opinion behind, however suspension and opinion meet", async () => {
    for (let round = 0; round < 12; round += 1) {
      const ada = await leaving();
      const { id } = await loggedCase({ reporter: logger });
      const { version } = await claimCase(ada, { ref: { id } });
      const opinion = giveOpinion(ada, {
        ref: { id },
        expectedVersion: version,
        classification: "undetermined",
        reasons: [],
        note: "",
      });
      const [said] = await Promise.all([endOf(opinion), suspendPerson(admin, ada.id, "account_at_risk")]);
      expect(["done", "forbidden:signed_out", "conflict:case_changed"]).toContain(said);
      expect(await standing(id)).toBe(0);
      expect(await caseRow(id)).toMatchObject({ state: "open", heldBy: null });
    }
  });

  it("is suspended with everything or not at all", async () => {
    const ada = await leaving();
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    // Something in the middle of it fails.
    await desk.asOwner(`ALTER TABLE import ADD CONSTRAINT nothing_more CHECK (NOT cancel_asked) NOT VALID`);
    await desk.asOwner(
      `INSERT INTO import (user_id, file_name, file_sha256, options, status) VALUES ($1, 'f.csv', 'x', '{}', 'queued')`,
      [ada.id],
    );
    try {
      await expect(suspendPerson(admin, ada.id, "left")).rejects.toThrow();
    } finally {
      await desk.asOwner(`ALTER TABLE import DROP CONSTRAINT nothing_more`);
    }
    expect(await db().user.findUniqueOrThrow({ where: { id: ada.id } })).toMatchObject({ status: "active" });
    expect(await caseRow(id)).toMatchObject({ state: "second_opinion" });
    expect(await standing(id)).toBe(1);
  });
});
