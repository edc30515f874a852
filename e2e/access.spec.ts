import type { Permission } from "@/lib/domain/access/permissions";
import { can, nothingKnown } from "@/lib/domain/access/policy";
import { createCase } from "@/lib/testing/factories";
import { ask, everyRole, outcomeOf, person } from "./asking";
import { expect, test } from "./fixtures";

const pages: readonly (readonly [string, Permission | null])[] = [
  ["/log", "report:log"],
  ["/cases", null],
  ["/notices", "notice:read"],
  ["/notices/new", "notice:prepare"],
  ["/audit", "audit:read"],
  ["/people", "person:read"],
  ["/mandates", "mandate:read"],
  ["/imports", "report:import"],
  ["/notifications", null],
  ["/settings", null],
  ["/settings/platforms", "platform:manage"],
];

test.describe("pages", () => {
  for (const [address, permission] of pages) {
    test(`${address} opens for the roles of the policy and for no others`, async ({ desk }) => {
      for (const [role, { actor, cookie }] of await everyRole()) {
        const expected = permission === null || can(actor, permission) ? "shown" : "refused";
        expect(await outcomeOf(await ask(desk, address, { cookie })), role).toBe(expected);
      }
      const stranger = await person();
      const expected = permission === null ? "shown" : "refused";
      expect(await outcomeOf(await ask(desk, address, { cookie: stranger.cookie })), "no role").toBe(expected);
    });
  }

  test("whoever is not signed in is sent to the door from every page, whatever headers come along", async ({
    desk,
  }) => {
    const case_ = await createCase({ reporter: (await person("volunteer")).actor });
    const misleading = [
      {},
      { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
      { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
      { "x-middleware-next": "1", "x-middleware-rewrite": "/cases", "x-invoke-path": "/cases" },
      { "x-nonce": "AAAA", "x-forwarded-host": "elsewhere.example", "x-asked-path": "https://elsewhere.example" },
    ];
    const addresses = [...pages.map(([address]) => address), `/cases/${case_.number}`, "/go?q=1"];
    for (const headers of misleading) {
      for (const address of addresses) {
        const response = await ask(desk, address, { headers });
        const text = await response.clone().text();
        expect(text, address).not.toContain(case_.handle);
        const location = response.headers.get("location");
        const isSent =
          location !== null ? new URL(location, desk.url).pathname === "/sign-in" : text.includes("/sign-in");
        expect(isSent, `${address} ${JSON.stringify(headers)}`).toBe(true);
        if (location !== null) expect(new URL(location, desk.url).origin).toBe(desk.url);
        expect(response.headers.get("content-security-policy")).not.toContain("AAAA'");
      }
    }
  });

  test("a person who is suspended, or whose session was revoked, is out at the next request", async ({ desk }) => {
    for (const sql of [
      `UPDATE "user" SET status = 'suspended' WHERE id = $1`,
      `UPDATE session SET revoked_at = now() WHERE user_id = $1`,
    ]) {
      const reviewer = await person("reviewer");
      expect(await outcomeOf(await ask(desk, "/cases", { cookie: reviewer.cookie }))).toBe("shown");
      await desk.query(sql, [reviewer.id]);
      expect(await outcomeOf(await ask(desk, "/cases", { cookie: reviewer.cookie })), sql).toBe("sign-in");
    }
  });
});

test.describe("cases", () => {
  test("each role opens the cases that the policy gives it, by page and by token alike", async ({ desk }) => {
    const reporter = await person("volunteer");
    const ordinary = await createCase({ reporter: reporter.actor });
    const lane = await createCase({ reporter: reporter.actor, state: "safeguarding", ageAnswer: "unsure" });
    const readers = [...(await everyRole()), ["the reporter", reporter] as const];
    for (const [who, reader] of readers) {
      for (const [of, which] of [["ordinary", ordinary] as const, ["lane", lane] as const]) {
        const isOwn = reader === reporter;
        const facts = { state: of === "lane" ? "safeguarding" : "open", isReporter: isOwn } as const;
        const expected = can(reader.actor, "case:read", { ...nothingKnown, ...facts });
        const response = await ask(desk, `/cases/${which.number}`, { cookie: reader.cookie });
        const text = await response.clone().text();
        expect(text.includes(which.handle), `${who}, ${of}: the handle`).toBe(expected);
        // The reporter of a lane case is told that another desk has it, and nothing of it.
        if (!(isOwn && of === "lane"))
          expect(await outcomeOf(response), `${who}, ${of}`).toBe(expected ? "shown" : "refused");
      }
    }
  });

  test("no list of a role without case content holds a handle", async ({ desk }) => {
    const { handle } = await createCase({ reporter: (await person("volunteer")).actor });
    const lane = await createCase({ reporter: (await person("volunteer")).actor, state: "safeguarding" });
    for (const [role, { cookie }] of await everyRole()) {
      const text = await (await ask(desk, "/cases?view=active", { cookie })).text();
      if (role !== "reviewer" && role !== "protection") expect(text, role).not.toContain(handle);
      const file = await (await ask(desk, `/api/cases/export?format=csv&view=active`, { cookie })).text();
      expect(file.includes(handle), `${role}: export`).toBe(role === "reviewer");
      expect(file, `${role}: export of the lane`).not.toContain(lane.handle);
    }
  });
});

test.describe("files and uploads", () => {
  test("a file from another site is not taken, nor one from nobody", async ({ desk }) => {
    const { cookie } = await person("volunteer");
    const send = (headers: Record<string, string>, who?: string) =>
      ask(desk, "/api/imports", {
        method: "POST",
        headers: { "x-file-name": "a.csv", ...headers },
        body: "Lien",
        ...(who && { cookie: who }),
      });
    expect((await send({ "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" }, cookie)).status).toBe(
      403,
    );
    expect((await send({}, cookie)).status).toBe(403);
    expect((await send({ "sec-fetch-site": "same-origin" })).status).toBe(401);
  });

  test("routes of the screens answer nobody without a session", async ({ desk }) => {
    for (const address of [
      "/api/notices/1/json",
      "/api/audit/checkpoint",
      "/api/cases/export?format=csv",
      "/api/cases/changes?since=2026-01-01T00:00:00.000Z",
    ])
      expect((await ask(desk, address)).status, address).toBe(401);
    expect((await ask(desk, "/log/recognise", { method: "POST", body: { lines: [] } })).status).toBe(401);
  });
});
