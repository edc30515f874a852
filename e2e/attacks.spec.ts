import { createCase } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createToken } from "@/lib/usecases/create-token";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { uploadImport } from "@/lib/usecases/upload-import";
import { ask, type Person, person } from "./asking";
import { actionsOfBuild, callAction } from "./call-action";
import { type Desk, expect, test } from "./fixtures";
import { FormInput } from "./server-actions";

const none = 999_999_999;
const nobodys = "00000000-0000-4000-8000-000000000000";
const tokenOf = async ({ actor }: Person): Promise<string> =>
  (
    await createToken(actor, {
      name: "attack",
      scopes: ["case:read", "case:write", "case:export", "report:write"],
      days: 1,
    })
  ).secret;
const actionOf = async (name: string) => {
  const action = (await actionsOfBuild()).get(name);
  if (!action) throw new Error(`The build has no ${name}.`);
  return action;
};
const countOf = async (desk: Desk, table: string): Promise<number> =>
  (await desk.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;
const stateOf = async (desk: Desk, id: string) =>
  (await desk.query<{ state: string; version: number }>(`SELECT state, version FROM "case" WHERE id = $1`, [id]))[0];

/** An answer without what differs from one request to the next: its id, its nonces, the number that was asked for. */
async function likeness(response: Response, asked: readonly (string | number)[]): Promise<string> {
  let text = await response.text();
  for (const one of asked) text = text.replaceAll(String(one), "N");
  text = text.replace(/"requestId":"[^"]+"/g, "").replace(/nonce(=\\?"|":\\?"|-)[A-Za-z0-9+/=]+/g, "nonce");
  return `${String(response.status)} ${text}`;
}

test.describe("another's things", () => {
  test("are answered as those that do not exist, to the letter, by file and by token", async ({ desk }) => {
    await nameOrganisation();
    const [nosy, owner, reviewer] = [await person("volunteer"), await person("volunteer"), await person("reviewer")];
    const { number, id } = await createCase({ reporter: owner.actor });
    const [report] = await desk.query<{ id: string }>("SELECT id FROM report WHERE case_id = $1", [id]);
    const confirmed = await confirmedCase({ reporter: owner.actor });
    const notice = await prepareNotice(reviewer.actor, {
      kind: "terms_report",
      channelId: "x-impersonation-form",
      caseNumbers: [confirmed.number],
    });
    const pairs: readonly (readonly [string | number, string | number, (of: string | number) => string])[] = [
      [number, none, (of) => `/api/v1/cases/${of}`],
      [number, none, (of) => `/api/v1/cases/${of}/manifest`],
      [number, none, (of) => `/api/v1/cases/${of}/bundle?audience=platform`],
      [report?.id ?? "", nobodys, (of) => `/api/v1/reports/${of}/receipt`],
      [report?.id ?? "", nobodys, (of) => `/api/reports/${of}/receipt`],
      [number, none, (of) => `/api/cases/${of}/manifest`],
      [notice.number, none, (of) => `/api/notices/${of}/json`],
    ];
    const token = await tokenOf(nosy);
    for (const [theirs, nothing, at] of pairs) {
      const way = at(theirs).startsWith("/api/v1") ? { token } : { cookie: nosy.cookie };
      const [there, gone] = [await ask(desk, at(theirs), way), await ask(desk, at(nothing), way)];
      expect(there.status, at(theirs)).toBeGreaterThanOrEqual(400);
      expect(await likeness(there, [theirs]), at(theirs)).toBe(await likeness(gone, [nothing]));
    }
    for (const command of ["claim", "release", "close", "reopen", "withdraw_opinion", "safeguard", "renew"]) {
      const body = ["close", "reopen"].includes(command)
        ? { reason: command === "close" ? "nothing_more_to_do" : "new_facts" }
        : {};
      const give = (of: number) =>
        ask(desk, `/api/v1/cases/${of}/commands/${command}`, {
          method: "POST",
          token,
          body,
          headers: { "if-match": '"1"' },
        });
      expect(await likeness(await give(number), [number]), command).toBe(await likeness(await give(none), [none]));
    }
  });

  test("are the same page as nothing at all: cases, imports, notices, people, webhooks", async ({ desk }) => {
    const [nosy, owner] = [await person("volunteer"), await person("reviewer")];
    const { number } = await createCase({ reporter: owner.actor });
    const theirs = await uploadImport(owner.actor, {
      name: "faux.csv",
      bytes: new TextEncoder().encode("Lien\nhttps://x.com/perle_trois\n"),
      language: "fr",
    });
    for (const [there, gone] of [
      [`/cases/${number}`, `/cases/${none}`],
      [`/imports/${theirs.id}`, `/imports/${nobodys}`],
      [`/people/${owner.id}/accuracy`, `/people/${nobodys}/accuracy`],
    ] as const) {
      const [one, other] = [await ask(desk, there, nosy), await ask(desk, gone, nosy)];
      expect(one.status, there).toBe(other.status);
      const title = (text: string) => /<h1[^>]*>(.*?)<\/h1>/.exec(text)?.[1];
      const [a, b] = [await one.text(), await other.text()];
      expect(title(a), there).toBe(title(b));
      expect(a).not.toContain("faux.csv");
      expect(a, there).not.toContain(owner.pseudonym);
    }
  });

  test("are not reached by actions: another's session, token, list, import and draft stay theirs", async ({ desk }) => {
    const [nosy, owner] = [await person("reviewer"), await person("reviewer")];
    const { id: tokenId } = await createToken(owner.actor, { name: "x", scopes: ["case:read"], days: 1 });
    const [session] = await desk.query<{ id: string }>("SELECT id FROM session WHERE user_id = $1", [owner.id]);
    for (const [name, theirs] of [
      ["app/(console)/settings/access-actions.ts endToken", tokenId],
      ["app/(console)/settings/access-actions.ts endSession", session?.id ?? ""],
    ] as const) {
      const action = await actionOf(name);
      const [there, gone] = [
        await callAction(desk, action, { id: theirs }, nosy.cookie),
        await callAction(desk, action, { id: nobodys }, nosy.cookie),
      ];
      expect(there.result, name).toEqual(gone.result);
    }
    const rows = await desk.query<{ token: Date | null; session: Date | null }>(
      "SELECT t.revoked_at AS token, s.revoked_at AS session FROM api_token t, session s WHERE t.id = $1 AND s.id = $2",
      [tokenId, session?.id],
    );
    expect(rows).toEqual([{ token: null, session: null }]);
  });
});

test.describe("forged, repeated and late", () => {
  test("an id of no action runs nothing, whoever sends it", async ({ desk }) => {
    const admin = await person("admin");
    const before = await countOf(desk, "audit_entry");
    for (const id of ["0".repeat(42), "f".repeat(42), "__proto__", "../../x", "", "0".repeat(4000)]) {
      const { result, text } = await callAction(desk, { id, page: "/settings" }, [{ signatory: "x" }], admin.cookie);
      expect(result, text).toBeNull();
    }
    expect(await countOf(desk, "audit_entry")).toBe(before);
  });

  test("a form that comes twice is taken once", async ({ desk }) => {
    const { cookie } = await person("volunteer");
    const action = await actionOf("app/(console)/log/actions.ts submitLog");
    const before = await countOf(desk, "report");
    const fields = {
      submissionId: "0195b0c6-7c1e-4a4e-9d55-0f8f6f3f2b99",
      text: "https://x.com/twice_logged",
      track: "redirecting_bot",
      ageAnswer: "no",
    };
    for (let time = 0; time < 3; time += 1) await callAction(desk, action, new FormInput(fields, [{}]), cookie);
    expect(await countOf(desk, "report")).toBe(before + 1);
  });

  test("a command that comes twice is told of the first, and by its key is given the first's answer", async ({
    desk,
  }) => {
    const reviewer = await person("reviewer");
    const token = await tokenOf(reviewer);
    const { number, id } = await createCase({ reporter: (await person("volunteer")).actor });
    const claim = (headers: Record<string, string> = {}) =>
      ask(desk, `/api/v1/cases/${number}/commands/claim`, {
        method: "POST",
        token,
        body: {},
        headers: { "if-match": '"1"', ...headers },
      });
    const first = await claim({ "idempotency-key": "claim-once" });
    expect(first.status).toBe(200);
    const again = await claim({ "idempotency-key": "claim-once" });
    expect([again.status, again.headers.get("idempotency-replayed"), again.headers.get("etag")]).toEqual([
      200,
      "true",
      first.headers.get("etag"),
    ]);
    expect(await again.json()).toEqual(await first.json());
    expect((await claim()).status).toBe(412);
    expect((await stateOf(desk, id))?.version).toBe(2);
  });

  test("a tab that is late is told which case changed, and its draft is kept", async ({ desk }) => {
    const [late, quick] = [await person("reviewer"), await person("reviewer")];
    const { number, id } = await createCase({ reporter: (await person("volunteer")).actor });
    const file = "app/(console)/cases/[ref]/actions.ts";
    const draft = { classification: null, reasons: ["RB-03"], note: "à garder" };
    await callAction(desk, await actionOf(`${file} saveDraft`), { id, draft }, late.cookie);
    await callAction(desk, await actionOf(`${file} claim`), { id, version: 1 }, quick.cookie);
    const judgement = { classification: "redirecting_bot", reasons: ["RB-03"], note: "à garder" };
    for (const [name, input] of [
      ["claim", { id, version: 1 }],
      ["give", { id, version: 1, ...judgement }],
    ] as const) {
      const { result, text } = await callAction(desk, await actionOf(`${file} ${name}`), input, late.cookie);
      expect(result?.serverError, text).toMatchObject({
        code: "conflict",
        reason: "case_changed",
        details: { number },
      });
    }
    const [kept] = await desk.query<{ note: string }>(
      "SELECT content ->> 'note' AS note FROM opinion_draft WHERE case_id = $1 AND user_id = $2",
      [id, late.id],
    );
    expect(kept?.note).toBe("à garder");
    expect(await countOf(desk, `opinion WHERE case_id = '${id}'`)).toBe(0);
  });
});

test.describe("from another site", () => {
  const elsewhere = [
    { origin: "https://elsewhere.example" },
    { origin: "null" },
    { origin: "https://elsewhere.example", "x-forwarded-host": "elsewhere.example" },
    { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
  ];

  test("no action runs, in whatever shape the post comes", async ({ desk }) => {
    const admin = await person("admin");
    const { id, page } = await actionOf("app/(console)/settings/actions.ts saveSettings");
    const multipart = () => {
      const form = new FormData();
      form.append("1_signatory", "Une autre");
      form.append("0", '["$K1"]');
      form.append(`$ACTION_ID_${id}`, "");
      return form;
    };
    const shapes: readonly (readonly [Record<string, string>, () => string | FormData])[] = [
      [{ "next-action": id, "content-type": "text/plain;charset=UTF-8" }, () => '[{"signatory":"Une autre"}]'],
      [{ "next-action": id, "content-type": "application/json" }, () => '[{"signatory":"Une autre"}]'],
      [{ "next-action": id }, multipart],
      [{}, multipart],
      [{ "content-type": "application/x-www-form-urlencoded" }, () => `%24ACTION_ID_${id}=&signatory=Une+autre`],
    ];
    for (const headers of elsewhere) {
      for (const [shape, body] of shapes) {
        const response = await fetch(new URL(page, desk.url), {
          method: "POST",
          redirect: "manual",
          headers: { connection: "close", cookie: admin.cookie, ...shape, ...headers },
          body: body(),
        });
        await response.text();
        expect(response.status, JSON.stringify(headers)).toBe(403);
      }
    }
    const rows = await desk.query("SELECT 1 FROM setting WHERE value::text LIKE '%Une autre%'");
    expect(rows).toEqual([]);
  });

  test("nobody is signed in or out by another site's form", async ({ desk }) => {
    const reviewer = await person("reviewer");
    for (const headers of elsewhere) {
      for (const at of ["/api/auth/signout", "/api/auth/callback/password"]) {
        const response = await ask(desk, at, {
          method: "POST",
          cookie: reviewer.cookie,
          headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
          body: "csrfToken=forged",
        });
        expect(response.status, at).toBe(403);
        const cookies = response.headers.getSetCookie().join(" ");
        expect(cookies, at).not.toMatch(/session[^=]*=[^;\s]{20}/);
      }
      expect((await ask(desk, "/cases", { cookie: reviewer.cookie })).status).toBe(200);
    }
  });
});

test.describe("headers and addresses that mean to mislead", () => {
  const tricks: readonly Record<string, string>[] = [
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "src/middleware:nowaf:src/middleware:src/middleware:src/middleware:src/middleware" },
    { "x-middleware-next": "1", "x-middleware-rewrite": "/people", "x-invoke-path": "/people" },
    { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "demasque.session=x" },
    { "x-original-url": "/people", "x-rewrite-url": "/people" },
    { "x-forwarded-host": "elsewhere.example", "x-forwarded-proto": "https", forwarded: "host=elsewhere.example" },
    { "x-action-redirect": "https://elsewhere.example", "x-action-revalidated": "[[],1,0]" },
    { "x-nextjs-data": "1", "x-matched-path": "/people", "x-now-route-matches": "1" },
    { "next-router-prefetch": "1", rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
    { "x-user-id": "1", "x-role": "admin", "x-actor": "admin", authorization: "Basic YWRtaW46YWRtaW4=" },
  ];

  test("open nothing for nobody and nothing more for a volunteer", async ({ desk }) => {
    const volunteer = await person("volunteer");
    const { handle, number } = await createCase({ reporter: (await person("reviewer")).actor });
    const admin = await person("admin");
    for (const headers of tricks) {
      for (const at of ["/people", `/cases/${number}`, "/audit"]) {
        for (const cookie of [undefined, volunteer.cookie]) {
          const response = await ask(desk, at, { headers, ...(cookie !== undefined && { cookie }) });
          const text = await response.text();
          for (const hidden of [handle, admin.pseudonym]) expect(text, JSON.stringify(headers)).not.toContain(hidden);
          for (const [name, value] of response.headers)
            expect(value, `${name} of ${at}`).not.toContain("elsewhere.example");
        }
      }
      for (const at of ["/api/v1/cases", `/api/v1/cases/${number}`]) {
        const response = await ask(desk, at, { headers, cookie: admin.cookie });
        // The framework sends what asks for a page's data on to a fuller address of its own.
        expect([401, 307], JSON.stringify(headers)).toContain(response.status);
        expect(await response.text()).not.toContain(handle);
      }
    }
  });

  test("make no other method of one: a reading address changes nothing, a writing one is not read", async ({
    desk,
  }) => {
    const reviewer = await person("reviewer");
    const token = await tokenOf(reviewer);
    const { number, id } = await createCase({ reporter: (await person("volunteer")).actor });
    const override = {
      "x-http-method-override": "POST",
      "x-http-method": "POST",
      "x-method-override": "POST",
      "if-match": '"1"',
    };
    const address = `/api/v1/cases/${number}/commands/claim`;
    for (const at of [address, `${address}?_method=POST`]) {
      const response = await ask(desk, at, { token, headers: override });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST");
    }
    expect((await stateOf(desk, id))?.state).toBe("open");
  });

  test("every address of the API refuses every method that it does not take, dressed as all its answers are", async ({
    desk,
  }) => {
    for (const [at, takes] of [
      ["/api/v1/cases", "GET"],
      ["/api/v1/reports", "POST"],
      ["/api/v1/openapi.json", "GET"],
      ["/api/v1/cases/1/commands/claim", "POST"],
      ["/api/v1/audit/entries/1/proof", "GET"],
    ] as const) {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].filter((one) => one !== takes)) {
        const response = await ask(desk, at, { method });
        expect(response.status, `${method} ${at}`).toBe(405);
        expect(response.headers.get("content-type")).toBe("application/problem+json");
        expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
        expect(response.headers.get("referrer-policy")).toBe("no-referrer");
        expect(response.headers.get("x-content-type-options")).toBe("nosniff");
        expect(response.headers.get("cache-control")).toBe("no-store");
        expect(response.headers.get("access-control-allow-origin")).toBeNull();
      }
    }
  });

  test("lead nowhere but here: next, callbackUrl and what is pasted into the palette", async ({ desk }) => {
    const { cookie } = await person("reviewer");
    const away = [
      "https://elsewhere.example",
      "//elsewhere.example",
      "/\\elsewhere.example",
      "/%09/elsewhere.example",
      "https:elsewhere.example",
      "javascript:alert(1)",
      "/x/..//elsewhere.example",
    ];
    for (const target of away) {
      const given = encodeURIComponent(target);
      for (const at of [
        `/sign-in?next=${given}`,
        `/sign-in?callbackUrl=${given}`,
        `/api/auth/signin?callbackUrl=${given}`,
        `/api/auth/signout?callbackUrl=${given}`,
        `/api/auth/error?callbackUrl=${given}`,
        `/go?q=${given}`,
        `/setup?next=${given}`,
      ]) {
        for (const who of [{}, { cookie }]) {
          const response = await ask(desk, at, who);
          const location = response.headers.get("location");
          const text = await response.text();
          const meta = /http-equiv="refresh" content="[^"]*url=([^"]*)"/i.exec(text)?.[1];
          for (const led of [location, meta])
            if (led !== null && led !== undefined)
              expect(new URL(led, desk.url).origin, `${at} leads to ${led}`).toBe(new URL(desk.url).origin);
          for (const one of response.headers.getSetCookie()) {
            const [, kept = ""] = /callback-url=([^;]*)/.exec(one) ?? [];
            if (kept !== "")
              expect(new URL(decodeURIComponent(kept), desk.url).origin, at).toBe(new URL(desk.url).origin);
          }
        }
      }
    }
  });
});
