import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { caseRow, endOf, loggedCase, openReviewDesk, opine, person } from "@/lib/testing/review-desk";
import { admitCase } from "./admit-case";
import { claimCase } from "./claim-case";
import { discardCase } from "./discard-case";
import { eraseCase } from "./erase-case";
import { giveOpinion } from "./give-opinion";
import { reopenCase } from "./reopen-case";
import { safeguardCase } from "./safeguard-case";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let logger: UserActor, ada: UserActor, ben: UserActor, cleo: UserActor, dora: UserActor;

beforeAll(async () => {
  desk = await openReviewDesk();
  logger = await person("Logger", "volunteer");
  ada = await person("Ada", "reviewer");
  ben = await person("Ben", "reviewer");
  cleo = await person("Cleo", "reviewer");
  dora = await person("Dora", "protection");
});

afterAll(() => desk.close());

describe("the safety lane", () => {
  it("takes a case from whoever holds it, whatever version they saw, and closes it to them", async () => {
    const { id } = await loggedCase({ reporter: logger });
    const { version } = await claimCase(ada, { ref: { id } });
    await safeguardCase(ben, { ref: { id }, reason: "possible_minor" });
    expect(await caseRow(id)).toMatchObject({ state: "safeguarding", heldBy: null });
    const give = giveOpinion(ada, {
      ref: { id },
      expectedVersion: version,
      classification: "undetermined",
      reasons: [],
      note: "",
    });
    expect(await endOf(give)).toBe("not_found:case");
    expect(await endOf(safeguardCase(logger, { ref: { id } }))).toMatch(/^not_found/);
  });

  it("is open to a volunteer for the cases they logged and no others", async () => {
    const { id } = await loggedCase({ reporter: logger });
    expect(await endOf(safeguardCase(await person("Fay", "volunteer"), { ref: { id } }))).toMatch(/^not_found/);
    expect(await endOf(safeguardCase(logger, { ref: { id } }))).toBe("done");
  });
});

describe("other commands", () => {
  it("start a new round on reopening, in which earlier opinions count no more", async () => {
    const { id } = await loggedCase({ reporter: logger });
    await opine(ada, id, "undetermined");
    const { version } = await opine(ben, id, "undetermined");
    expect(await reopenCase(cleo, { ref: { id }, expectedVersion: version, reason: "new_facts" })).toMatchObject({
      state: "reopened",
    });
    expect(await caseRow(id)).toMatchObject({ round: 2, classification: null, decidedBy: null });
    expect(await opine(ada, id, "other_abuse")).toMatchObject({ state: "second_opinion" });
    expect(await opine(ben, id, "other_abuse")).toMatchObject({ state: "rejected" });
  });

  it("admit or discard what waited, each for a reviewer alone", async () => {
    const waiting = await loggedCase({ reporter: logger, state: "draft" });
    const other = await loggedCase({ reporter: logger, state: "draft" });
    expect(await endOf(admitCase(logger, { ref: { id: waiting.id }, expectedVersion: 1 }))).toMatch(/forbidden/);
    expect(await admitCase(ada, { ref: { id: waiting.id }, expectedVersion: 1 })).toMatchObject({ state: "open" });
    expect(
      await discardCase(ada, { ref: { id: other.id }, expectedVersion: 1, reason: "authentic_account" }),
    ).toMatchObject({ state: "erased" });
    expect((await db().account.findUniqueOrThrow({ where: { id: other.accountId } })).handle).toBe("");
  });

  it("erase for protection alone, with the reason in the trail", async () => {
    const { id } = await loggedCase({ reporter: logger });
    expect(await endOf(eraseCase(ada, { ref: { id }, expectedVersion: 1, reason: "retention_ended" }))).toMatch(
      /forbidden/,
    );
    await eraseCase(dora, { ref: { id }, expectedVersion: 1, reason: "request_of_the_person" });
    const entry = await db().auditEntry.findFirstOrThrow({
      where: { caseId: id, action: "case.erased", subjectTable: "case" },
    });
    expect(entry).toMatchObject({ reason: "request_of_the_person", actor: `user:${dora.id}` });
  });
});
