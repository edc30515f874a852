import { actorFor, createUser, signInCookie } from "@/lib/testing/factories";
import { apiCommands } from "@/lib/actions/api/case-commands";
import { openApi } from "@/lib/actions/api/openapi";
import { roles } from "@/lib/domain/case/vocabulary";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { type Address, addresses, addressesOfBuild, unguarded } from "./addresses";
import { ask, type Bearer, everyRole, outcomeOf, type Person, person, withToken } from "./asking";
import { type Desk, expect, test } from "./fixtures";
import { furnish } from "./furnished";
import { type Outcome, outcomeByPolicy, type Standing, subjectFor, subjects } from "./subjects";

let known: Promise<[string, Bearer][]> | undefined;
/** The same people for every address: what one call does to them is none of the next one's business. */
const everybody = (): Promise<[string, Bearer][]> => (known ??= makeEverybody());

async function makeEverybody(): Promise<[string, Bearer][]> {
  const people: [string, Person][] = [...(await everyRole()), ["no role", await person()]];
  return Promise.all(people.map(async ([name, who]): Promise<[string, Bearer]> => [name, await withToken(who)]));
}

const table = Object.entries(addresses).flatMap(([name, list]) => list.map((address) => ({ name, address })));

const call = (desk: Desk, { door, at, asked }: Address, { tried }: Pick<Standing, "tried">, who?: Bearer) =>
  ask(desk, at(tried), {
    ...asked?.(tried),
    ...(who && (door === "token" ? { token: who.secret } : { cookie: who.cookie })),
  });

/** What the rule made of it: a conflict, a bad state or an empty log come after the rule. */
async function answerOf(response: Response, { door, at }: Address, standing: Standing): Promise<Outcome | "sign-in"> {
  const location = response.headers.get("location");
  // Whoever is not admitted yet is kept on the threshold.
  if (location !== null && /^\/(vetting|charter|closed)$/.test(new URL(location, response.url).pathname))
    return "sign-in";
  const isPage = door === "browser" && !/^\/(api|log\/recognise)/.test(at(standing.tried));
  if (isPage) {
    const shown = await outcomeOf(response);
    if (shown === "shown") return "allowed";
    return shown === "sign-in" ? shown : "not_found";
  }
  if (response.status === 401) return "sign-in";
  if (response.status === 404) return "not_found";
  return response.status === 403 ? "forbidden" : "allowed";
}

const refused = (outcome: Outcome | "sign-in"): boolean => outcome === "forbidden" || outcome === "not_found";
const nothing: Standing["tried"] = {
  id: "00000000-0000-4000-8000-000000000000",
  number: 999_999_999,
  version: 1,
  mandateNumber: 1,
};

test("every page and route of the build is in the table of who may come, and no other", async ({ desk }) => {
  expect(desk.url).toContain("http");
  expect(unguarded(await addressesOfBuild(), Object.keys(addresses))).toEqual([]);
});

test("an address that nobody guards is named, and so is a guard of what is gone", () => {
  expect(unguarded(["/a/page", "/new/page"], ["/a/page", "/old/page"])).toEqual([
    "nobody guards /new/page",
    "there is no /old/page",
  ]);
});

test("every operation that the API describes is in the table, and no other", () => {
  const described = Object.keys((openApi("0") as { paths: object }).paths).map((path) => `/api/v1${path}`);
  const commands = Object.keys(apiCommands).map((name) => `/api/v1/cases/{ref}/commands/${name}`);
  const ofTable = table
    .filter(({ address, name }) => address.door === "token" && !name.includes("..."))
    .map(({ name, address }) =>
      name.includes("[command]")
        ? `/api/v1/cases/{ref}/commands/${address.at(nothing).split("/").at(-1) ?? ""}`
        : name.replace(/\/route$/, "").replace(/\[([a-z]+)\]/g, "{$1}"),
    );
  expect([...new Set(ofTable)].sort()).toEqual([...described].sort());
  expect(described).toEqual(expect.arrayContaining(commands));
});

for (const { name, address } of table) {
  const { guard } = address;
  const rule = "permission" in guard ? guard.permission : guard.kind;
  test(`${name} ${address.at(nothing).replace(/^.*commands/, "")} obeys ${rule} for everybody and every kind of case`, async ({
    desk,
  }) => {
    const people = await everybody();
    const standing: Standing = { tried: nothing, facts: {} as Standing["facts"] };
    const stranger = await answerOf(await call(desk, address, standing), address, standing);
    if (guard.kind === "everybody") {
      expect(guard.why).not.toBe("");
      expect(stranger).not.toBe("forbidden");
      return;
    }
    expect(stranger, "nobody").toBe("sign-in");
    const gone = await withToken(await person("reviewer", "admin", "auditor"));
    await desk.query(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [gone.id]);
    expect(await answerOf(await call(desk, address, standing, gone), address, standing), "suspended").toBe("sign-in");
    const applicant = await createUser({ status: "applicant" });
    const { name: cookieName, value } = await signInCookie(applicant);
    const newcomer = await withToken({ ...applicant, actor: actorFor(applicant), cookie: `${cookieName}=${value}` });
    const isThreshold = ["/charter/page", "/vetting/page", "/training/[track]/page"].includes(name);
    if (!isThreshold)
      expect(await answerOf(await call(desk, address, standing, newcomer), address, standing), "an applicant").toBe(
        "sign-in",
      );
    if (guard.kind === "own") {
      for (const [who, one] of people)
        expect(await answerOf(await call(desk, address, standing, one), address, standing), who).not.toBe("forbidden");
      return;
    }
    if (guard.kind === "desk") {
      for (const [who, one] of people) {
        const actor = address.door === "token" ? one.bearer : one.actor;
        const expected = outcomeByPolicy(actor, guard.permission);
        const outcome = await answerOf(await call(desk, address, standing, one), address, standing);
        if (expected !== "allowed") expect(refused(outcome), `${who}: ${outcome}`).toBe(true);
        else if (guard.isThere) expect(outcome, who).toBe("allowed");
        else expect(outcome, who).not.toBe("forbidden");
      }
      return;
    }
    const others = [await person("volunteer"), await person("reviewer")] as const;
    for (const [who, one] of people) {
      const actor = address.door === "token" ? one.bearer : one.actor;
      for (const subject of subjects) {
        const stands = await subjectFor(one, others, subject);
        // A manifest is made of what is sealed.
        if (name.includes("manifest") || name.includes("bundle")) await sealTrail();
        const first = guard.first === undefined ? "allowed" : outcomeByPolicy(actor, guard.first);
        const expected = first === "allowed" ? outcomeByPolicy(actor, guard.permission, stands.facts) : first;
        const outcome = await answerOf(await call(desk, address, stands, one), address, stands);
        const said = `${who}, ${subject}: ${outcome}, by the policy ${expected}`;
        // A page has one way of saying no; whoever reported a case in the lane is told which desk has it.
        if (address.door === "token") expect(outcome, said).toBe(expected);
        else if (!(name === "/cases/[ref]/page" && subject === "safety lane"))
          expect(refused(outcome), said).toBe(expected !== "allowed");
      }
    }
  });
}

test("no page of the desk tells whoever is no administrator another's e-mail address, or what was told in an application", async ({
  desk,
}) => {
  const addressesOfDesk = (await furnish(desk)).flatMap(({ addresses: seen }) => seen);
  const emails = (await desk.query<{ email: string }>(`SELECT email FROM "user"`)).map(({ email }) => email);
  const told = ["Deux ans de signalements", "Je connais son travail", "Plus tard, peut-être"];
  expect(emails.length).toBeGreaterThan(5);
  for (const role of roles.filter((one) => one !== "admin")) {
    const { cookie, email: own } = await person(role);
    for (const address of addressesOfDesk) {
      const text = await (await ask(desk, address, { cookie })).text();
      const leaked = [...emails, ...told].filter((secret) => secret !== own && text.includes(secret));
      expect(leaked, `${role}: ${address}`).toEqual([]);
    }
  }
  // The search itself finds what is there.
  const office = await person("admin");
  const record = addressesOfDesk.find((address) => /^\/people\/[0-9a-f-]{36}$/.test(address)) ?? "";
  expect(await (await ask(desk, record, office)).text()).toContain("Deux ans de signalements");
});
