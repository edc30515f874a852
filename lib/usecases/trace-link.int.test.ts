import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OutgoingPages } from "@/lib/adapters/outgoing-pages";
import { db } from "@/lib/db/client";
import { rateLimits } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { getTimeline } from "@/lib/queries/get-timeline";
import { getTraces } from "@/lib/queries/get-traces";
import { createActor, createCase } from "@/lib/testing/factories";
import { verifiedMandate } from "@/lib/testing/notice-desk";
import { endOf, openReviewDesk } from "@/lib/testing/review-desk";
import { suspectServers as servers, toThisMachine } from "@/lib/testing/suspect-servers";
import { attachMandate } from "./attach-mandate";
import { changeMode } from "./change-mode";
import { eraseCase } from "./erase-case";
import type { PageSource } from "./follow-link";
import { safeguardCase } from "./safeguard-case";
import { addObservablesTo } from "./add-observables";
import { traceLink } from "./trace-link";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let reviewer: UserActor;
let reporter: UserActor;
beforeAll(async () => {
  desk = await openReviewDesk();
  [reviewer, reporter] = [await createActor("reviewer"), await createActor("volunteer")];
});
afterAll(async () => {
  await servers.close();
  await desk.close();
});

const pages = new OutgoingPages(toThisMachine);
/** What a page says that nobody goes to. */
const standIn = (answer: Partial<Awaited<ReturnType<PageSource["get"]>>> = {}): PageSource => ({
  get: () =>
    Promise.resolve({
      ...{ status: 200, address: "93.184.215.14", location: null, refresh: null, cookies: 0, html: "" },
      ...{ isCut: false, isUnreadable: false, ...answer },
    }),
});
const plain = { url: "https://landing.example/", isAcknowledged: false };
const rowsIn = async (table: string, caseId: string) =>
  (await desk.asOwner(`SELECT 1 FROM ${table} WHERE case_id = $1`, [caseId])).rowCount;

describe("a trace", () => {
  it("is offered the links that were kept of the account before those that its reports name, each once, and none that was traced", async () => {
    const { id, number } = await createCase({ reporter, observed: "Bio : bit.ly/Ab3 et rencontre.example.com/lou" });
    for (const text of ["https://rencontre.example.com/lou", "https://linktr.ee/lou.vesper"])
      await addObservablesTo(reviewer, { ref: { id }, given: [{ subkind: "link", text }] });
    const offered = async () => (await getTraces(reviewer, { number }))?.suggested;
    expect(await offered()).toEqual([
      "https://rencontre.example.com/lou",
      "https://linktr.ee/lou.vesper",
      "bit.ly/Ab3",
    ]);
    const traced = { ref: { id }, url: "https://rencontre.example.com/lou", isAcknowledged: false };
    await traceLink(reviewer, traced, { pages: standIn() });
    expect(await offered()).toEqual(["https://linktr.ee/lou.vesper", "bit.ly/Ab3"]);
  });

  it("is kept as text: every hop, where it ended, the landing domain, who is paid, and an entry that holds none of it", async () => {
    const end = await servers.secure((_, response) => response.writeHead(200, { "set-cookie": "a=1" }).end());
    const port = await servers.plain((_, response) =>
      response.writeHead(302, { location: `https://last.example:${String(end)}/join?aff_id=77&utm_source=x` }).end(),
    );
    const { id, number } = await createCase({ reporter, observed: "Bio : bit.ly/Qz8 et lien" });
    const url = `http://a.example:${String(port)}/Qz8`;
    const kept = await traceLink(reviewer, { ref: { id }, url, isAcknowledged: false }, { pages });
    expect(kept.because).toBe("landed");
    const shown = await getTraces(reviewer, { number });
    const [trace] = shown?.traces ?? [];
    expect(trace).toMatchObject({
      asked: url,
      because: "landed",
      landingDomain: "last.example",
      parameters: [
        { name: "aff_id", value: "77", kind: "affiliate" },
        { name: "utm_source", value: "x", kind: "campaign" },
      ],
      shorteners: [url],
    });
    expect(trace?.hops.map(({ status, cookiesRefused, address }) => [status, cookiesRefused, address])).toEqual([
      [302, 0, "127.0.0.1"],
      [200, 1, "127.0.0.1"],
    ]);
    expect(shown?.suggested).toEqual(["bit.ly/Qz8"]);
    const entries = await desk.asOwner(
      "SELECT action, changes::text FROM audit_entry WHERE case_id = $1 AND action = 'case.link_traced'",
      [id],
    );
    expect(entries.rows).toHaveLength(1);
    for (const hidden of ["a.example", "last.example", "aff_id", "127.0.0.1"])
      expect(JSON.stringify(entries.rows)).not.toContain(hidden);
  });

  it("keeps whom it pays as a person's own adding would: sealed under a verified mandate, as a digest without one", async () => {
    const url = "https://paypal.me/LouVesper";
    for (const [isMandated, held] of [
      [false, "key_only"],
      [true, "sealed"],
    ] as const) {
      const { id } = await createCase({ reporter });
      if (isMandated) {
        const mandate = await verifiedMandate(reviewer);
        await attachMandate(reviewer, { ref: { id }, mandateNumber: mandate.number });
      }
      await traceLink(reviewer, { ref: { id }, url, isAcknowledged: false }, { pages: standIn() });
      const observables = await db().observable.findMany({ where: { caseId: id } });
      expect(observables).toMatchObject([{ subkind: "paypal_me", held, value: null, source: "trace" }]);
    }
  });

  it("is for whoever reviews: a reporter learns of none, a token asks for none, nobody asks for one in the lane", async () => {
    const { id, number } = await createCase({ reporter });
    await traceLink(reviewer, { ref: { id }, ...plain }, { pages: standIn() });
    expect(await getTraces(reporter, { number })).toBeNull();
    expect(await endOf(traceLink(reporter, { ref: { id }, ...plain }, { pages: standIn() }))).toBe(
      "forbidden:forbidden",
    );
    const token: UserActor = { ...reviewer, token: { id: reviewer.id, scopes: ["case:read", "case:write"] } };
    expect(await endOf(traceLink(token, { ref: { id }, ...plain }, { pages: standIn() }))).toBe(
      "forbidden:token_scope",
    );
    const lane = await createCase({ reporter, state: "safeguarding" });
    const safeguarding = await createActor("safeguarding");
    for (const who of [reviewer, safeguarding])
      expect(await endOf(traceLink(who, { ref: { id: lane.id }, ...plain }, { pages: standIn() }))).toMatch(
        /^(?:not_found|forbidden)/,
      );
  });

  it("asks nobody outside before the rules have said yes", async () => {
    let asked = 0;
    const counting: PageSource = { get: (url, signal) => ((asked += 1), standIn().get(url, signal)) };
    const { id } = await createCase({ reporter });
    const tryOut = (who: UserActor, input: Partial<typeof plain>) =>
      endOf(traceLink(who, { ref: { id }, ...plain, ...input }, { pages: counting }));
    expect(await tryOut(reporter, {})).toBe("forbidden:forbidden");
    expect(await tryOut(reviewer, { url: "no link at all" })).toBe("invalid_input:trace_link_form");
    const personal = { url: "https://a.example/u/kJ8sQz91LmXw04TtBv" };
    expect(await tryOut(reviewer, personal)).toBe("invalid_input:link_may_identify");
    const admin = await createActor("admin");
    await changeMode(admin, { mode: "read_only", reason: "an incident" });
    expect(await tryOut(reviewer, {})).toBe("unavailable:read_only_mode");
    await changeMode(admin, { mode: "normal", reason: "" });
    expect(asked).toBe(0);
    expect(await tryOut(reviewer, { ...personal, isAcknowledged: true })).toBe("done");
    expect(asked).toBe(1);
  });

  it("is limited for each person, and counts also where it is stopped", async () => {
    const busy = await createActor("reviewer");
    const { id } = await createCase({ reporter });
    const stopped = new AbortController();
    stopped.abort();
    const once = { ref: { id }, ...plain };
    expect(await endOf(traceLink(busy, once, { pages: standIn(), signal: stopped.signal }))).toBe(
      "unavailable:trace_stopped",
    );
    expect(await rowsIn("redirect_trace", id)).toBe(0);
    for (let at = 1; at < rateLimits.trace_link.points; at += 1)
      expect(await endOf(traceLink(busy, once, { pages: standIn() }))).toBe("done");
    expect(await endOf(traceLink(busy, once, { pages: standIn() }))).toBe("limited:traces_slowed");
    expect(await endOf(traceLink(await createActor("reviewer"), once, { pages: standIn() }))).toBe("done");
  }, 60_000);

  it("holds no transaction open while the network is asked, and keeps nothing of a case that went meanwhile", async () => {
    const { id } = await createCase({ reporter });
    const meanwhile: PageSource = {
      get: async (url, signal) => {
        const { rows } = await desk.asOwner("SELECT 1 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'");
        expect(rows).toEqual([]);
        await safeguardCase(reporter, { ref: { id }, reason: "unspecified" });
        return standIn().get(url, signal);
      },
    };
    expect(await endOf(traceLink(reviewer, { ref: { id }, ...plain }, { pages: meanwhile }))).toBe("not_found:case");
    expect(await rowsIn("redirect_trace", id)).toBe(0);
    expect(await rowsIn("locked_redirect_trace", id)).toBe(0);
  });

  it("is never changed nor deleted by the application", async () => {
    const { id } = await createCase({ reporter });
    await traceLink(reviewer, { ref: { id }, ...plain }, { pages: standIn() });
    await expect(db().$executeRaw`UPDATE redirect_trace SET asked = 'x' WHERE case_id = ${id}::uuid`).rejects.toThrow(
      /permission denied/,
    );
    await expect(db().$executeRaw`DELETE FROM redirect_trace WHERE case_id = ${id}::uuid`).rejects.toThrow(
      /permission denied/,
    );
  });
});

/** As the owner would, past the rules of who may: what counts is what the database does then. */
const moveTo = (id: string, state: string) =>
  desk.asOwner(`DO $$ BEGIN ALTER TABLE "case" DISABLE TRIGGER USER; ALTER TABLE "case" ENABLE TRIGGER lane_redirect_traces;
    UPDATE "case" SET state = '${state}', version = version + 1 WHERE id = '${id}'; ALTER TABLE "case" ENABLE TRIGGER USER; END $$`);

describe("where the case goes, its traces go", () => {
  const traced = async () => {
    const made = await createCase({ reporter });
    for (const url of ["https://one.example/", "https://two.example/"])
      await traceLink(
        { ...reviewer, requestId: url },
        { ref: { id: made.id }, url, isAcknowledged: false },
        { pages: standIn() },
      );
    return made;
  };

  it("into the lane: in the same statement they are where the application reads nothing, and back when it leaves", async () => {
    const { id, number } = await traced();
    await safeguardCase(reporter, { ref: { id }, reason: "unspecified" });
    expect(await db().redirectTrace.count({ where: { caseId: id } })).toBe(0);
    await expect(db().$queryRaw`SELECT 1 FROM locked_redirect_trace`).rejects.toThrow(/permission denied/);
    expect(await rowsIn("locked_redirect_trace", id)).toBe(2);
    await moveTo(id, "open");
    expect(await rowsIn("locked_redirect_trace", id)).toBe(0);
    expect((await getTraces(reviewer, { number }))?.traces.map(({ asked }) => asked)).toEqual([
      "https://two.example/",
      "https://one.example/",
    ]);
    const { lines } = await getTimeline(reviewer, { number });
    expect(lines.filter(({ action }) => action === "case.link_traced")).toHaveLength(2);
    expect(lines.filter(({ action }) => action === "case.safeguarded").length).toBeLessThanOrEqual(1);
  });

  it("purged: nothing is left, locked or not, whoever leaves the lane afterwards", async () => {
    const { id } = await traced();
    await safeguardCase(reporter, { ref: { id }, reason: "unspecified" });
    await desk.asOwner(`UPDATE "case" SET evidence_purged_at = now() WHERE id = $1`, [id]);
    await moveTo(id, "open");
    expect(await rowsIn("redirect_trace", id)).toBe(0);
    expect(await rowsIn("locked_redirect_trace", id)).toBe(0);
  });

  it("erased: for good, and so are the values that the trail committed to", async () => {
    const { id } = await traced();
    const protection = await createActor("protection");
    const { version } = await db().case.findUniqueOrThrow({ where: { id } });
    await eraseCase(protection, { ref: { id }, expectedVersion: version, reason: "retention_ended" });
    expect(await rowsIn("redirect_trace", id)).toBe(0);
    const left = await desk.asOwner(
      "SELECT changes::text FROM audit_entry WHERE case_id = $1 AND subject_table = 'redirect_trace' AND unit_kind <> 'none'",
      [id],
    );
    expect(left.rows).toEqual([]);
  });

  it("hidden as authentic: not read by anybody, and none is added", async () => {
    const { id, number } = await traced();
    await moveTo(id, "authentic");
    expect(await getTraces(reviewer, { number })).toBeNull();
    expect(await endOf(traceLink(reviewer, { ref: { id }, ...plain }, { pages: standIn() }))).toBe("not_found:case");
  });
});
