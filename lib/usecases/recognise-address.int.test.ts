import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { rememberAuthentic } from "@/lib/db/authentic-marker";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { AgeAnswer, CaseState } from "@/lib/domain/case/vocabulary";
import { provideEnvironment } from "@/lib/env";
import { findDestination } from "@/lib/queries/find-destination";
import { listMandateChoices } from "@/lib/queries/list-mandate-choices";
import { listRecentReports } from "@/lib/queries/list-recent-reports";
import { person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { logReports } from "./log-reports";
import { recogniseAddresses } from "./recognise-address";

let database: TestDatabase;
let vera: UserActor, milo: UserActor, ada: UserActor;

beforeAll(async () => {
  provideEnvironment({ MASTER_KEY: Buffer.alloc(32, 7).toString("base64") });
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  vera = await person("Vera", "volunteer");
  milo = await person("Milo", "volunteer");
  ada = await person("Ada", "reviewer");
});

afterAll(async () => {
  await closeDb();
  await database.drop();
});

const name = () => `lou${randomUUID().slice(0, 8)}`;
const link = (handle: string) => `https://x.com/${handle}`;
const log = (actor: UserActor, texts: string[], given: { ageAnswer?: AgeAnswer; submissionId?: string } = {}) =>
  logReports(actor, {
    submissionId: given.submissionId ?? randomUUID(),
    lines: texts.map((text) => ({ text })),
    answers: {
      track: "stolen_photo_scammer",
      ageAnswer: given.ageAnswer ?? "no",
      signals: {},
      observed: "",
      mandateId: null,
      observedAt: null,
    },
    language: "fr",
  });
const recognise = (actor: UserActor, ...texts: string[]) =>
  recogniseAddresses(
    actor,
    texts.map((text) => ({ text })),
  );
async function logged(state: CaseState = "open", by = vera) {
  const handle = name();
  const [result] = await log(by, [link(handle)]);
  const number = result?.isTaken ? (result.number ?? 0) : 0;
  if (state !== "open") {
    await withClient(database.ownerUrl, (client) =>
      client.query(
        `DO $$ BEGIN ALTER TABLE "case" DISABLE TRIGGER case_rules; UPDATE "case" SET state = '${state}' WHERE number = ${String(number)};
         ALTER TABLE "case" ENABLE TRIGGER case_rules; END $$`,
      ),
    );
  }
  return { handle, number };
}

describe("what a reviewer is told while typing", () => {
  it("is new, known with the case and what a report does, or back, line by line in the order of typing", async () => {
    const [open, rejected, notified, gone] = [
      await logged(),
      await logged("rejected"),
      await logged("notified"),
      await logged("actioned"),
    ];
    const fresh = name();
    const found = await recognise(
      ada,
      link(open.handle),
      link(fresh),
      link(rejected.handle),
      link(notified.handle),
      link(gone.handle),
      "not an address at all",
    );
    expect(found).toMatchObject([
      {
        line: 0,
        platform: "x",
        handle: open.handle,
        kind: "known",
        case: { number: open.number, state: "open" },
        then: "joins",
      },
      { line: 1, kind: "new" },
      { line: 2, kind: "known", case: { number: rejected.number, state: "rejected" }, then: "reopens" },
      { line: 3, kind: "known", case: { number: notified.number, state: "notified" }, then: "follows" },
      { line: 4, kind: "back", predecessor: gone.number },
      { line: 5, kind: "not_an_address", reason: "not_an_address" },
    ]);
  });

  it("names every account of a running line, and asks for the platform of a bare handle", async () => {
    const found = await recognise(ada, "X : @lou_vesper et insta lou.vesper", "@lou_vesper");
    expect(found).toMatchObject([
      { line: 0, platform: "x" },
      { line: 0, platform: "instagram" },
      { line: 1, kind: "not_an_address", reason: "handle_without_platform" },
    ]);
    expect(await recogniseAddresses(ada, [{ text: "@lou_vesper", platform: "x" }])).toMatchObject([
      { platform: "x", kind: "new" },
    ]);
  });

  it("is that a restricted desk has it, in the same words where the lane has it and where it was found authentic", async () => {
    const lane = name();
    await log(vera, [link(lane)], { ageAnswer: "unsure" });
    const authentic = name();
    await change({ kind: "operator", requestId: "test" }, "case.erased", {}, (tx) =>
      rememberAuthentic(tx, "x", authentic),
    );
    for (const found of await recognise(ada, link(lane), link(authentic)))
      expect(found).toMatchObject({ kind: "known", case: null, then: "restricted" });
  });
});

describe("what a volunteer is told while typing", () => {
  it("is only that it is known, in whatever state, unless they logged it themselves", async () => {
    for (const state of ["open", "rejected", "notified", "actioned"] as const) {
      const { handle, number } = await logged(state);
      const [other] = await recognise(milo, link(handle));
      expect(other).toEqual({
        line: 0,
        text: link(handle),
        platform: "x",
        handle,
        kind: "known",
        case: null,
        then: null,
      });
      const [own] = await recognise(vera, link(handle));
      expect(own).toMatchObject({ kind: "known", case: { number, state } });
    }
  });

  it("comes no faster than 120 addresses a minute", async () => {
    const eager = await person("Eager", "volunteer");
    const sixty = Array.from({ length: 60 }, () => link(name()));
    await recognise(eager, ...sixty);
    await recognise(eager, ...sixty);
    await expect(recognise(eager, link(name()))).rejects.toMatchObject({ code: "limited" });
    await expect(recognise(ada, ...sixty, ...sixty, ...sixty)).resolves.toHaveLength(180);
  });
});

describe("a form of several lines", () => {
  it("logs each by itself: one that fails loses none of the others, and their order is kept", async () => {
    const known = await logged();
    const [first, last] = [name(), name()];
    const results = await log(milo, [
      link(first),
      "https://x.com/lou/status/12",
      link(known.handle),
      "???",
      link(last),
    ]);
    expect(results).toMatchObject([
      { isTaken: true, kind: "opened", handle: first },
      { isTaken: false, code: "not_an_address", reason: "post" },
      { isTaken: true, kind: "joined", number: known.number },
      { isTaken: false, code: "not_an_address" },
      { isTaken: true, kind: "opened", handle: last },
    ]);
  });

  it("logs an account named twice once", async () => {
    const handle = name();
    expect(await log(vera, [link(handle), `@${handle} sur X`, link(handle.toUpperCase())])).toHaveLength(1);
  });

  it("handed in twice, also at once, logs nothing twice", async () => {
    const [submissionId, handles] = [randomUUID(), [name(), name(), name()]];
    const answers = await Promise.all([1, 2, 3].map(() => log(vera, handles.map(link), { submissionId })));
    for (const handle of handles) {
      const account = await db().account.findFirstOrThrow({ where: { handleKey: handle } });
      expect(await db().report.count({ where: { accountId: account.id } })).toBe(1);
    }
    expect(
      answers
        .flat()
        .map((result) => result.isTaken && result.kind)
        .sort(),
    ).toEqual([...Array<string>(6).fill("already_taken"), ...Array<string>(3).fill("opened")]);
    expect(await log(milo, handles.map(link), { submissionId })).toMatchObject(handles.map(() => ({ kind: "joined" })));
  });

  it("tells of a doubt about age only that it was taken, and of the lane's cases nothing more to others", async () => {
    const handle = name();
    expect(await log(vera, [link(handle)], { ageAnswer: "yes" })).toMatchObject([{ kind: "taken", number: null }]);
    const submissionId = randomUUID();
    expect(await log(milo, [link(handle)], { submissionId })).toMatchObject([
      { kind: "taken", number: null, predecessor: null },
    ]);
    expect(await log(milo, [link(handle)], { submissionId })).toMatchObject([{ kind: "taken", number: null }]);
  });

  it("names the earlier case of a returned account to those who may know it, and to nobody else", async () => {
    const [one, two] = [await logged("closed"), await logged("closed")];
    expect(await log(milo, [link(one.handle)])).toMatchObject([{ kind: "succeeded", predecessor: null }]);
    expect(await log(ada, [link(two.handle)])).toMatchObject([{ kind: "succeeded", predecessor: two.number }]);
  });

  it("is refused when empty, or too long for a form", async () => {
    await expect(log(vera, [])).rejects.toMatchObject({ reason: "no_lines" });
    await expect(
      log(
        vera,
        Array.from({ length: 201 }, () => link(name())),
      ),
    ).rejects.toMatchObject({ reason: "too_many_lines" });
  });
});

describe("around the form", () => {
  it("the latest addresses are the reporter's own, each once, and of the lane only the name", async () => {
    const someone = await person("Someone", "volunteer");
    const [plain, lane] = [name(), name()];
    await log(someone, [link(plain)]);
    await log(someone, [link(lane)], { ageAnswer: "yes" });
    await log(someone, [link(plain)]);
    const recent = await listRecentReports(someone);
    expect(recent.map(({ handle, case: found }) => [handle, found?.state ?? null])).toEqual([
      [plain, "open"],
      [lane, null],
    ]);
  });

  it("mandates are offered while they are verified and last, to those who may read them", async () => {
    const mandate = (label: string, status: string, expiresAt: Date | null) =>
      change(ada, "mandate.created", {}, (tx) =>
        tx.mandate.create({
          data: { label, authenticUrl: "https://example.org/me", code: "c", status, createdBy: ada.id, expiresAt },
        }),
      );
    await mandate("Lasting", "verified", new Date("2999-01-01"));
    await mandate("Ended", "verified", new Date("2020-01-01"));
    await mandate("Pending", "pending", null);
    expect((await listMandateChoices(ada)).map(({ label }) => label)).toEqual(["Lasting"]);
    expect(await listMandateChoices(vera)).toEqual([]);
  });

  it("the palette opens a known account's case for those who may open it, and the log for everybody else", async () => {
    const { handle, number } = await logged();
    expect(await findDestination(ada, link(handle))).toEqual({ kind: "case", number });
    expect(await findDestination(vera, `@${handle} on X`)).toEqual({ kind: "case", number });
    expect(await findDestination(milo, link(handle))).toEqual({ kind: "log" });
    expect(await findDestination(ada, link(name()))).toEqual({ kind: "log" });
    expect(await findDestination(ada, "#412")).toEqual({ kind: "case", number: 412 });
    expect(await findDestination(ada, "dossier 412")).toEqual({ kind: "case", number: 412 });
    expect(await findDestination(ada, "vesper")).toEqual({ kind: "search" });
  });
});
