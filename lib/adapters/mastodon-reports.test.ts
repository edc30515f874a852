import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { DomainError } from "@/lib/domain/errors";
import type { MastodonReport } from "@/lib/domain/notices/build-mastodon";
import { startMastodonServer } from "@/lib/testing/mastodon-server";
import { MastodonReports } from "./mastodon-reports";
import { OutgoingHttp } from "./outgoing-http";
import { answerOf, secondsIn, secondsUntil } from "./report-api";

const loopback = new OutgoingHttp({
  isAllowedAddress: (address) => address === "127.0.0.1",
  isAllowedPort: () => true,
  lookup: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
});
const report: MastodonReport = {
  account: "https://far.example/@luna",
  category: "violation",
  comment: "Photos of somebody else, observed since March: « déjà vu ». 🎭 & = + %",
  forward: true,
};
const send = async (sender: MastodonReports, ...given: Parameters<MastodonReports["prepare"]>) =>
  (await sender.prepare(...given))();
const told = (work: Promise<unknown>): Promise<DomainError> =>
  work.then(
    () => Promise.reject(new Error("it was taken")),
    (error: unknown) => error as DomainError,
  );

let server: Awaited<ReturnType<typeof startMastodonServer>>;
const client = (token = "whole", address = server.address) => new MastodonReports({ server: address, token }, loopback);

beforeAll(async () => {
  server = await startMastodonServer();
});
afterAll(() => server.stop());

describe("reports to a Mastodon server", () => {
  test("arrive as they were written, about that very account and no near one, with the rule that was named", async () => {
    expect(await client().rules()).toContainEqual({ id: "7", text: "Do not pretend to be somebody else" });
    const id = await send(client(), report, ["7"]);
    expect(server.taken.find((one) => one.id === id)).toEqual({
      id,
      accountId: "108366849347798387",
      category: "violation",
      comment: report.comment,
      isForwarded: true,
      ruleIds: ["7"],
    });
  });

  test("of a violation without a named rule are sent as other: the server refuses them otherwise", async () => {
    const id = await send(client(), report);
    expect(server.taken.find((one) => one.id === id)).toMatchObject({ category: "other", ruleIds: [] });
  });

  test.each(["spam", "legal"] as const)("of category %s name no rule", async (category) => {
    const id = await send(client(), { ...report, category }, ["7"]);
    expect(server.taken.find((one) => one.id === id)).toMatchObject({ category, ruleIds: [] });
  });

  test.each([
    ["a wrong token", () => send(client("wrong"), report), "report_api_sign_in", 401],
    ["a token that may not report", () => send(client("reader"), report), "report_api_forbidden", 403],
    [
      "an account that nobody knows",
      () => send(client(), { ...report, account: "https://far.example/@nobody" }),
      "report_api_unknown_account",
      404,
    ],
    [
      "an account of which only a longer name is known",
      () => send(client(), { ...report, account: "https://far.example/@lun" }),
      "report_api_unknown_account",
      404,
    ],
    ["a rule that does not exist", () => send(client(), report, ["99"]), "report_api_refused", 422],
    [
      "a comment that is too long",
      () => send(client(), { ...report, comment: "a".repeat(1001) }),
      "report_api_refused",
      422,
    ],
  ] as const)("with %s are refused in words", async (_, sending, reason, status) => {
    const before = server.taken.length;
    expect(await told(sending())).toMatchObject({ code: "unavailable", reason, details: { status } });
    expect(server.taken).toHaveLength(before);
  });

  test("say how long to wait where the server has had enough", async () => {
    const busy = await startMastodonServer({ requestsAtMost: 1 });
    const error = await told(send(client("whole", busy.address), report));
    await busy.stop();
    expect(error.reason).toBe("report_api_too_many");
    expect(Number(error.details["retryAfterSeconds"])).toBeGreaterThan(80);
    expect(Number(error.details["retryAfterSeconds"])).toBeLessThanOrEqual(91);
    expect(busy.taken).toEqual([]);
  });
});

describe("what a server says about waiting", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  test.each([
    ["120", 120],
    ["Sun, 22 Nov 2026 12:01:00 GMT", 60],
    ["Sun, 22 Nov 2026 11:00:00 GMT", 0],
    ["999999999", 604_800],
    ["soon", null],
    ["-5", 0],
    ["", null],
    [null, null],
  ] as const)("%j is %j seconds", (text, seconds) => {
    expect(secondsIn(text, now)).toBe(seconds);
  });

  test.each([
    [String(now.getTime() / 1000 + 300), 300],
    ["2026-11-22T12:01:30.000000Z", 90],
    ["45", 45],
    ["2026-11-22T11:00:00Z", 0],
    ["never", null],
    [null, null],
  ] as const)("of its limit of requests, %j, is %j seconds", (text, seconds) => {
    expect(secondsUntil(text, now)).toBe(seconds);
  });

  test.each([
    [429, null, "90", 90],
    [429, "30", "90", 30],
    [503, null, "90", undefined],
    [503, "30", null, 30],
  ] as const)("with %i, retry after %j and a limit until %j asks for %j", (status, retryAfter, limitResets, asked) => {
    const read = () => answerOf({ status, text: "", retryAfter, limitResets }, z.object({}), now);
    let details: object = {};
    try {
      read();
    } catch (error) {
      details = (error as DomainError).details;
    }
    expect(details).toEqual({ status, ...(asked !== undefined && { retryAfterSeconds: asked }) });
  });
});
