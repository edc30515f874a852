import { tokenScopes, type TokenScope } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import { createCase } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { getNotice } from "@/lib/queries/get-notice";
import { addObservablesTo } from "@/lib/usecases/add-observables";
import { createToken } from "@/lib/usecases/create-token";
import { ask, type Asked, everyRole, type Person, person } from "./asking";
import { type Desk, expect, test } from "./fixtures";

const bearer = async (desk: Desk, who: Person, scopes: readonly TokenScope[] = tokenScopes): Promise<string> => {
  expect(desk.url).toContain("http");
  return (await createToken(who.actor, { name: "test", scopes: [...scopes], days: 1 })).secret;
};

interface CaseList {
  cases: { number: number }[];
}
const ofCase = ({ cases }: CaseList, number: number) => cases.filter((one) => one.number === number);

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
      // In the list stand the cases of other tests as well: only what is said of this one counts.
      const told = answer.url.endsWith("/api/v1/cases")
        ? JSON.stringify(ofCase(JSON.parse(text) as CaseList, number))
        : text;
      if (answer.url.includes("/api/")) expect(told, answer.url).not.toContain("redirecting_bot");
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

  test("prepares a notice to who keeps running what a case led to, about that alone; a domain that it did not lead to is refused by name", async ({
    desk,
  }) => {
    await nameOrganisation();
    const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
    const made = await confirmedCase({ reporter: reporter.actor, track: "redirecting_bot" });
    const given = ["rencontre-ce-soir.com", "page-privee-ici.com"].map((text) => ({
      subkind: "domain" as const,
      text,
    }));
    await addObservablesTo(reviewer.actor, { ref: { id: made.id }, given });
    const token = await bearer(desk, reviewer, ["case:read", "case:write", "notice:read", "notice:write"]);
    const prepare = async (body: object) => {
      const response = await ask(desk, "/api/v1/notices", {
        token,
        method: "POST",
        body: { kind: "terms_report", caseNumbers: [made.number], ...body },
      });
      return { status: response.status, said: (await response.json()) as Record<string, unknown> };
    };
    const addressedTo = { mailbox: "abuse@host.example.com", name: "Host Example" };
    const whole = await prepare({ channelId: "host-abuse", about: ["rencontre-ce-soir.com"], addressedTo });
    expect(whole.status, JSON.stringify(whole.said)).toBe(201);
    const { forms, missing, input } = await getNotice(reviewer.actor, Number(whole.said.number));
    expect(missing).toEqual([]);
    expect([input.channel.recipient, input.about]).toEqual(["Host Example", ["rencontre-ce-soir.com"]]);
    const text = forms.find(({ format }) => format === "form_text")?.text ?? "";
    expect(text).toContain("rencontre-ce-soir.com");
    for (const hidden of ["page-privee-ici.com", made.handle]) expect(text).not.toContain(hidden);

    for (const [channelId, about] of [
      ["host-abuse", "somebody-else.com"],
      ["host-abuse", "com"],
      ["x-in-app", "rencontre-ce-soir.com"],
    ] as const) {
      const refused = await prepare({ channelId, about: [about], ...(channelId === "host-abuse" && { addressedTo }) });
      expect(refused.status, `${channelId} ${about}`).toBe(422);
      expect(refused.said).toMatchObject({ code: "invalid_input", reason: "notice_about_elsewhere" });
      expect(JSON.stringify(refused.said)).toContain(about);
    }
    const unread = await prepare({ channelId: "host-abuse", about: ["https://rencontre-ce-soir.com/join"] });
    expect(unread.status).toBe(422);
    const paid = await prepare({ channelId: "paypal-abuse" });
    expect(paid.said).toMatchObject({ reason: "notice_payment_needs_mandate" });
    const described = JSON.stringify(
      (
        (await (await ask(desk, "/api/v1/openapi.json")).json()) as {
          paths: Record<string, { post?: { requestBody?: object } }>;
        }
      ).paths["/notices"]?.post?.requestBody,
    );
    for (const field of ["about", "addressedTo", "these cases led to"]) expect(described).toContain(field);
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
