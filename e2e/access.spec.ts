import { readFile } from "node:fs/promises";
import path from "node:path";
import type { UserActor } from "@/lib/domain/access/actor";
import { tokenScopes, type TokenScope } from "@/lib/domain/access/actor";
import { can, type Permission } from "@/lib/domain/access/policy";
import { type Role, roles } from "@/lib/domain/case/vocabulary";
import { actorFor, createCase, createUser, signInCookie, type TestUser } from "@/lib/testing/factories";
import { createToken } from "@/lib/usecases/create-token";
import { type Desk, expect, test } from "./fixtures";

interface Person extends TestUser {
  readonly actor: UserActor;
  readonly cookie: string;
}

async function person(...held: Role[]): Promise<Person> {
  const user = await createUser({ roles: held });
  const { name, value } = await signInCookie(user);
  return { ...user, actor: actorFor(user), cookie: `${name}=${value}` };
}

const everyRole = async (): Promise<[Role, Person][]> =>
  Promise.all(roles.map(async (role): Promise<[Role, Person]> => [role, await person(role)]));

interface Asked {
  readonly cookie?: string;
  readonly token?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(desk: Desk, address: string, asked: Asked = {}): Promise<Response> {
  const { cookie, token, method = "GET", body, headers } = asked;
  return fetch(new URL(address, desk.url), {
    method,
    redirect: "manual",
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** What the reader is shown: the page, or the page that says that there is none. */
async function outcomeOf(response: Response): Promise<"shown" | "refused" | "sign-in"> {
  const location = response.headers.get("location");
  if (location !== null) return new URL(location, response.url).pathname === "/sign-in" ? "sign-in" : "shown";
  const text = await response.text();
  if (response.status === 404 || text.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "refused";
  expect(response.status, text.slice(0, 300)).toBe(200);
  return "shown";
}

const pages: readonly (readonly [string, Permission | null])[] = [
  ["/log", "report:log"],
  ["/cases", null],
  ["/notices", "notice:read"],
  ["/notices/new", "notice:prepare"],
  ["/audit", "audit:read"],
  ["/people", "person:read"],
  ["/mandates", "mandate:read"],
  ["/imports", "report:import"],
  ["/settings", null],
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
        const expected = can(reader.actor, "case:read", { ...nothing, ...facts });
        const response = await ask(desk, `/cases/${which.number}`, { cookie: reader.cookie });
        const text = await response.clone().text();
        expect(text.includes(which.handle), `${who}, ${of}: the handle`).toBe(expected);
        // The reporter of a lane case is told that another desk has it, and nothing of it.
        if (!(isOwn && of === "lane"))
          expect(await outcomeOf(response), `${who}, ${of}`).toBe(expected ? "shown" : "refused");
      }
    }
  });

  const nothing = {
    isHolder: false,
    isHeld: false,
    hasOpinion: false,
    hasFirstOpinion: false,
    hasComparedOpinion: false,
    isSoloReady: false,
  };

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

const bearer = async (desk: Desk, who: Person, scopes: readonly TokenScope[] = tokenScopes): Promise<string> => {
  expect(desk.url).toContain("http");
  return (await createToken(who.actor, { name: "test", scopes: [...scopes], days: 1 })).secret;
};

const report = (handle: string) => ({
  reports: [{ address: `https://x.com/${handle}`, track: "stolen_photo_scammer", ageAnswer: "no" }],
});

test.describe("the HTTP API", () => {
  test("asks for a token, and a cookie is none", async ({ desk }) => {
    const { cookie } = await person("reviewer");
    for (const [method, address] of [
      ["GET", "/api/v1/cases"],
      ["GET", "/api/v1/cases/1"],
      ["POST", "/api/v1/reports"],
      ["POST", "/api/v1/accounts/parse"],
      ["POST", "/api/v1/cases/1/commands/claim"],
    ] as const) {
      const body = method === "POST" ? {} : undefined;
      for (const headers of [{}, { authorization: "Bearer dmq_wrong" }]) {
        const response = await ask(desk, address, { cookie, method, headers, body });
        expect(response.status, address).toBe(401);
        expect(response.headers.get("content-type")).toContain("application/problem+json");
      }
    }
  });

  test("a token does what its scopes say and nothing else", async ({ desk }) => {
    const reviewer = await person("reviewer");
    const { number } = await createCase({ reporter: (await person("volunteer")).actor });
    const calls: readonly (readonly [TokenScope, string, Asked])[] = [
      ["case:read", "/api/v1/cases", {}],
      ["case:read", `/api/v1/cases/${number}`, {}],
      ["address:parse", "/api/v1/accounts/parse", { method: "POST", body: { lines: ["https://x.com/somebody"] } }],
      ["report:write", "/api/v1/reports", { method: "POST", body: report("scoped_one") }],
      [
        "case:write",
        `/api/v1/cases/${number}/commands/claim`,
        { method: "POST", body: {}, headers: { "if-match": '"1"' } },
      ],
    ];
    for (const scope of tokenScopes) {
      const token = await bearer(desk, reviewer, [scope]);
      for (const [needed, address, asked] of calls) {
        const { status } = await ask(desk, address, { ...asked, token });
        if (scope === needed) expect(status, `${scope} ${address}`).toBeLessThan(300);
        else expect([403, 404], `${scope} ${address}: ${status}`).toContain(status);
      }
    }
  });

  test("a case with a first opinion tells the second reviewer neither verdict, reason nor author", async ({ desk }) => {
    const [first, second] = [await person("reviewer"), await person("reviewer")];
    const { number } = await createCase({ reporter: (await person("volunteer")).actor });
    const at = `/api/v1/cases/${number}`;
    const token = await bearer(desk, first);
    const claimed = await ask(desk, `${at}/commands/claim`, {
      method: "POST",
      token,
      body: {},
      headers: { "if-match": '"1"' },
    });
    expect(claimed.status).toBe(200);
    const given = await ask(desk, `${at}/commands/give_opinion`, {
      method: "POST",
      token,
      body: { classification: "redirecting_bot", reasons: ["RB-03"], note: "phrase-qui-ne-sort-pas" },
      headers: { "if-match": claimed.headers.get("etag") ?? "" },
    });
    expect(given.status, await given.clone().text()).toBe(200);
    const other = await bearer(desk, second);
    for (const answer of [
      await ask(desk, at, { token: other }),
      await ask(desk, "/api/v1/cases", { token: other }),
      await ask(desk, `/cases/${number}`, { cookie: second.cookie }),
      await ask(desk, "/cases?view=second_opinion", { cookie: second.cookie }),
    ]) {
      expect(answer.status).toBe(200);
      const text = await answer.text();
      for (const secret of ["phrase-qui-ne-sort-pas", first.pseudonym, first.id])
        expect(text, answer.url).not.toContain(secret);
      if (answer.url.includes("/api/")) expect(text).not.toContain("redirecting_bot");
    }
  });

  test("takes a report once for one Idempotency-Key, however often it comes", async ({ desk }) => {
    const token = await bearer(desk, await person("volunteer"));
    const headers = { "idempotency-key": "one-night-one-report" };
    const send = (handle: string) =>
      ask(desk, "/api/v1/reports", { method: "POST", token, headers, body: report(handle) });
    const first = await send("replayed_one");
    expect(first.status, await first.clone().text()).toBe(201);
    const again = await send("replayed_one");
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await again.json()).toEqual(await first.json());
    expect((await send("another_one")).status).toBeGreaterThanOrEqual(400);
    const [count] = await desk.query<{ reports: number }>(
      "SELECT count(*)::int AS reports FROM report r JOIN account a ON a.id = r.account_id WHERE a.handle_key = 'replayed_one'",
    );
    expect(count?.reports).toBe(1);
  });

  test("a command wants the version that was seen: 428 without, 412 when it has passed", async ({ desk }) => {
    const token = await bearer(desk, await person("reviewer"));
    const { number } = await createCase({ reporter: (await person("volunteer")).actor });
    const claim = (headers: Record<string, string>) =>
      ask(desk, `/api/v1/cases/${number}/commands/claim`, { method: "POST", token, body: {}, headers });
    expect((await claim({})).status).toBe(428);
    expect((await claim({ "if-match": '"7"' })).status).toBe(412);
    expect((await claim({ "if-match": '"1"' })).status).toBe(200);
  });

  test("of ten simultaneous claims one wins and nine are told of a conflict", async ({ desk }) => {
    const { number } = await createCase({ reporter: (await person("volunteer")).actor });
    const tokens = await Promise.all(Array.from({ length: 10 }, async () => bearer(desk, await person("reviewer"))));
    const answers = await Promise.all(
      tokens.map((token) =>
        ask(desk, `/api/v1/cases/${number}/commands/claim`, {
          method: "POST",
          token,
          body: {},
          headers: { "if-match": '"1"' },
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(
      statuses.filter((status) => status === 409 || status === 412),
      String(statuses),
    ).toHaveLength(9);
  });

  test("every role's token is refused what the role is", async ({ desk }) => {
    for (const [role, who] of await everyRole()) {
      if (!can(who.actor, "token:manage_own")) {
        await expect(bearer(desk, who), role).rejects.toThrow();
        continue;
      }
      const token = await bearer(desk, who);
      const { number } = await createCase({ reporter: (await person("volunteer")).actor });
      const list = await ask(desk, "/api/v1/cases", { token });
      expect(list.status, role).toBe(can(who.actor, "case:list") ? 200 : 403);
      const logged = await ask(desk, "/api/v1/reports", { method: "POST", token, body: report(`of_${role}`) });
      expect(logged.status, role).toBe(can(who.actor, "report:log") ? 201 : 403);
      const claim = await ask(desk, `/api/v1/cases/${number}/commands/claim`, {
        method: "POST",
        token,
        body: {},
        headers: { "if-match": '"1"' },
      });
      expect(claim.status, role).toBe(can(who.actor, "case:claim") ? 200 : 404);
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
      "/api/cases/export?format=csv",
      "/api/cases/changes?since=2026-01-01T00:00:00.000Z",
    ])
      expect((await ask(desk, address)).status, address).toBe(401);
    expect((await ask(desk, "/log/recognise", { method: "POST", body: { lines: [] } })).status).toBe(401);
  });
});

interface ActionEntry {
  readonly filename: string;
  readonly exportedName: string;
  readonly workers: Readonly<Record<string, unknown>>;
}

/** The server actions of the build, by "folder/name". */
async function actionsOf(): Promise<Map<string, { id: string; page: string }>> {
  const manifest = JSON.parse(
    await readFile(path.join(process.cwd(), ".next/server/server-reference-manifest.json"), "utf8"),
  ) as {
    node: Record<string, ActionEntry>;
  };
  return new Map(
    Object.entries(manifest.node).map(([id, { filename, exportedName, workers }]) => {
      const folder = path.basename(path.dirname(filename));
      const worker = Object.keys(workers).find((name) => !name.includes("[")) ?? "";
      return [
        `${folder}/${exportedName}`,
        {
          id,
          page: worker
            .replace(/^app/, "")
            .replace(/\/\([a-z]+\)/, "")
            .replace(/\/page$/, ""),
        },
      ];
    }),
  );
}

test.describe("server actions", () => {
  const somebody = "00000000-0000-4000-8000-000000000000";
  const calls: readonly (readonly [string, Permission, string, unknown])[] = [
    ["people/invite", "person:invite", "/people", { roles: ["volunteer"], note: "" }],
    ["people/giveRoles", "person:set_roles", "/people", { id: somebody, roles: ["volunteer"] }],
    ["people/suspend", "person:suspend", "/people", { id: somebody, reason: "left" }],
    ["people/reinstate", "person:suspend", "/people", { id: somebody }],
    ["settings/saveSettings", "setting:write", "/settings", { signatory: "La présidence" }],
    ["settings/makeToken", "token:manage_own", "/settings", { name: "t", scopes: ["case:read"], days: 30 }],
    [
      "notices/prepare",
      "notice:prepare",
      "/notices",
      { kind: "terms_report", channelId: "x-impersonation-form", caseNumbers: [999999] },
    ],
    ["mandates/withdraw", "mandate:withdraw", "/mandates", { number: 999999 }],
  ];

  for (const [name, permission, page, input] of calls) {
    test(`${name} obeys the policy's ${permission} for every role, and nobody else`, async ({ desk }) => {
      const { id = "" } = (await actionsOf()).get(name) ?? {};
      expect(id).not.toBe("");
      const call = (cookie?: string) =>
        fetch(new URL(page, desk.url), {
          method: "POST",
          redirect: "manual",
          headers: {
            "next-action": id,
            "content-type": "text/plain;charset=UTF-8",
            accept: "text/x-component",
            origin: desk.url,
            ...(cookie && { cookie }),
          },
          body: JSON.stringify([input]),
        });
      for (const [role, { actor, cookie }] of await everyRole()) {
        const text = await (await call(cookie)).text();
        expect(text, `${role}: it was run`).toMatch(/"serverError"|"data"|\{\}/);
        expect(text, `${role}: the input fits`).not.toContain('"validationErrors"');
        const isForbidden = text.includes('"code":"forbidden"');
        expect(isForbidden, `${role}: ${text.slice(0, 600)}`).toBe(!can(actor, permission));
      }
      const answer = await call();
      expect(answer.headers.get("x-action-redirect") ?? answer.headers.get("location") ?? "").toContain("/sign-in");
    });
  }
});
